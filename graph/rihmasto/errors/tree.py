"""The exception tree; the class decides the exit code (DESIGN §7), the code names the sentence."""

from typing import ClassVar

from rihmasto.errors.sentences import Language, sentence


class RihmastoError(Exception):
    """Something that the user can mend, told in one sentence.

    Args:
        code: name of the sentence in `sentences/*.toml`.
        values: what its braces are filled with.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(self.say("en"))

    def __reduce__(self) -> tuple[object, ...]:
        return (_remade, (type(self), self.code, self.values))

    def say(self, language: Language = "en") -> str:
        """Return the sentence in a language; an error among its values is said in the same language."""
        values = {k: v.say(language) if isinstance(v, RihmastoError) else v for k, v in self.values.items()}
        return sentence(self.code, language, **values)


def _remade(kind: type[RihmastoError], code: str, values: dict[str, object]) -> RihmastoError:
    """Make an error anew: one that was raised in another process."""
    return kind(code, **values)


class ViolationError(RihmastoError):
    """The data break a shape."""

    exit_code = 1


class UsageError(RihmastoError):
    """The command, a name or a parameter is wrong."""

    exit_code = 2


class InputError(RihmastoError):
    """An input is missing or cannot be read."""

    exit_code = 3


class NetworkError(RihmastoError):
    """A remote service cannot be reached or refuses."""

    exit_code = 4
