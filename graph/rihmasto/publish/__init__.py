"""Publishing: exports of a release, and the templates that a new workspace begins with."""

from rihmasto.publish.export import BINARY, FORMS, export, form_of
from rihmasto.publish.release import Release, find_release
from rihmasto.publish.starting import start_workspace
from rihmasto.publish.template import write_template

__all__ = ["BINARY", "FORMS", "Release", "export", "find_release", "form_of", "start_workspace", "write_template"]
