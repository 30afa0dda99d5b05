// Pan and zoom: the viewBox moves, the drawing stays. Nothing is animated.
const [frameX, frameY, frameW, frameH] = data.frame;
const view = { x: frameX, y: frameY, w: frameW, h: frameH };
let untouched = true;
let shown = 1; // pixels a map unit
const pane = byId('window');
const largest = data.levels[data.levels.length - 1];

function lookAt(x, y, w, h) {
  const width = pane.clientWidth || 1;
  const height = pane.clientHeight || 1;
  // The box gets the shape of the window, so that a pixel of the pointer is the same everywhere.
  const wished = Math.min(width / w, height / h);
  const smallest = 0.6 * Math.min(width / frameW, height / frameH);
  const zoom = Math.max(Math.min(wished, largest), smallest);
  shown = zoom;
  Object.assign(view, { w: width / zoom, h: height / zoom });
  // Some of the map always stays in sight.
  view.x = Math.max(frameX - view.w * 0.7, Math.min(x + (w - view.w) / 2, frameX + frameW - view.w * 0.3));
  view.y = Math.max(frameY - view.h * 0.7, Math.min(y + (h - view.h) / 2, frameY + frameH - view.h * 0.3));
  svg.setAttribute('viewBox', [view.x, view.y, view.w, view.h].map((value) => value.toFixed(2)).join(' '));
  arrangeNames();
  moveTip();
}

function fit() {
  untouched = false;
  lookAt(...data.frame);
}

// What a reader sees first: everything, unless the names would then be too small to read; then the top of it.
function firstLook() {
  const ratio = pane.clientWidth / pane.clientHeight;
  const height = Math.min(frameH, frameW / ratio);
  if (data.map === 'governance') lookAt(frameX, frameY, frameW, height);
  else lookAt(...data.frame);
}

// A window of another size shows the same middle at the same scale, or the first look as long as nothing was moved.
function resized() {
  if (state.tab !== 'map' || !pane.clientWidth) return;
  if (untouched) return firstLook();
  const [w, h] = [pane.clientWidth / shown, pane.clientHeight / shown];
  lookAt(view.x + (view.w - w) / 2, view.y + (view.h - h) / 2, w, h);
}

function zoomBy(factor, px = pane.clientWidth / 2, py = pane.clientHeight / 2) {
  untouched = false;
  const now = shown;
  const smallest = 0.6 * Math.min(pane.clientWidth / frameW, pane.clientHeight / frameH);
  const next = Math.max(Math.min(now * factor, largest), smallest);
  const x = view.x + px / now - px / next;
  const y = view.y + py / now - py / next;
  lookAt(x, y, pane.clientWidth / next, pane.clientHeight / next);
}

function panBy(dx, dy) {
  untouched = false;
  lookAt(view.x - dx / shown, view.y - dy / shown, view.w, view.h);
}

function placeOf(node) {
  const { e, f } = svg.querySelector(`[data-node="${node}"]`).transform.baseVal.getItem(0).matrix;
  return [e, f];
}

function onScreen(node) {
  const [x, y] = placeOf(node);
  return [(x - view.x) * shown, (y - view.y) * shown];
}

// Bring a node into sight, if it is not well within it.
function bring(node) {
  const [x, y] = onScreen(node);
  const inside = (value, size) => value > size * 0.06 && value < size * 0.94;
  if (inside(x, pane.clientWidth) && inside(y, pane.clientHeight)) return;
  untouched = false;
  const [nx, ny] = placeOf(node);
  lookAt(nx - view.w / 2, ny - view.h / 2, view.w, view.h);
}

function handlePointers() {
  const fingers = new Map();
  let dragged = false;
  pane.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    if (!fingers.size) dragged = false;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  pane.addEventListener('pointermove', (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
    if (!dragged && Math.hypot(dx, dy) < 5 && fingers.size < 2) return;
    // Capturing at once would turn every click into one on the window.
    if (!dragged) pane.setPointerCapture(event.pointerId);
    dragged = true;
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (!others.length) return panBy(dx, dy);
    const box = pane.getBoundingClientRect();
    const [ox, oy] = others[0];
    const apart = (x, y) => Math.hypot(x - ox, y - oy) || 1;
    panBy(dx / 2, dy / 2);
    const middle = [(event.clientX + ox) / 2 - box.left, (event.clientY + oy) / 2 - box.top];
    return zoomBy(apart(event.clientX, event.clientY) / apart(...last), ...middle);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    pane.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  // The click that ends a drag is not a choice.
  pane.addEventListener('click', (event) => {
    if (dragged && event.detail) {
      event.preventDefault();
      event.stopPropagation();
    }
    dragged = false;
  }, true);
  pane.addEventListener('dragstart', (event) => event.preventDefault());
  pane.addEventListener('wheel', (event) => {
    event.preventDefault();
    const box = pane.getBoundingClientRect();
    zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
}

const moves = { ArrowLeft: [70, 0], ArrowRight: [-70, 0], ArrowUp: [0, 70], ArrowDown: [0, -70] };

function handleKeys() {
  pane.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) panBy(...moves[event.key]);
    else if (event.key === '+') zoomBy(1.3);
    else if (event.key === '-') zoomBy(1 / 1.3);
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
  });
  // A browser that scrolls a focused sign into sight would shift the whole window; `bring` does it better.
  pane.addEventListener('scroll', () => pane.scrollTo(0, 0));
}
