// Keeps a page up to date while work goes on. Without this script pages refresh themselves.
const pollMs = 2000;
// A board left open shows what comes in, without asking all the time.
const idlePolls = 5;
let polls = 0;

async function refresh() {
  const response = await fetch(location.href, { cache: 'no-store', headers: { 'x-hoso-live': '1' } });
  if (!response.ok) return;
  const newer = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const region of document.querySelectorAll('[data-live]')) {
    const next = newer.getElementById(region.id);
    // Whoever stands in the region with the keyboard keeps it as it is.
    if (next === null || region.contains(document.activeElement) || region.innerHTML === next.innerHTML)
      continue;
    const wasOpen = Array.from(region.querySelectorAll('details'), (one) => one.open);
    next.querySelectorAll('details').forEach((one, position) => (one.open = wasOpen[position] ?? false));
    region.replaceWith(next);
  }
  document.querySelector('main').dataset.working = newer.querySelector('main')?.dataset.working ?? 'no';
}

async function poll() {
  const main = document.querySelector('main');
  polls += 1;
  const isDue =
    main.dataset.working === 'yes' ||
    (polls % idlePolls === 0 && document.querySelector('[data-live]') !== null);
  if (isDue && !document.hidden) await refresh().catch(() => undefined);
  setTimeout(poll, pollMs);
}

// Coming back to the page shows what arrived meanwhile.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && document.querySelector('[data-live]') !== null) refresh().catch(() => undefined);
});

// A second press would send the form twice.
document.addEventListener('submit', (event) => {
  const button = event.target.querySelector('button[type=submit]');
  if (button !== null) setTimeout(() => (button.disabled = true));
});

setTimeout(poll, pollMs);

// The figures of a dossier: their sources beside them, and keys to go through them. Without this script a source opens as a page.
const beside = document.getElementById('ben-canh');
const isWide = globalThis.matchMedia('(min-width: 75rem)');
let figureShown = null;

async function showSource(link) {
  const response = await fetch(link.href, { cache: 'no-store' }).catch(() => undefined);
  const page =
    response?.ok === true ? new DOMParser().parseFromString(await response.text(), 'text/html') : null;
  const source = page?.querySelector('[data-source]') ?? null;
  if (source === null) {
    location.href = link.href;
    return;
  }
  const heading = document.createElement('h2');
  heading.textContent = page.querySelector('h1').textContent;
  const whole = document.createElement('a');
  whole.href = link.href;
  whole.textContent = 'Mở trang nguồn';
  beside.replaceChildren(heading, source, whole);
  beside.scrollTop = 0;
  if (beside.hidden) {
    // The figures become narrower and taller: the one looked at stays in sight.
    beside.hidden = false;
    figureShown?.scrollIntoView({ block: 'center' });
  }
  const mark = source.querySelector('.marked, mark');
  if (mark === null) return;
  const place = mark.getBoundingClientRect();
  beside.scrollTop += place.top - beside.getBoundingClientRect().top - beside.clientHeight / 2;
  const table = mark.closest('.excerpt-table');
  if (table !== null)
    table.scrollLeft += place.left - table.getBoundingClientRect().left - table.clientWidth / 2;
}

function closeSource() {
  beside.hidden = true;
  beside.replaceChildren();
}

function goToFigure(step) {
  const undecided = Array.from(document.querySelectorAll('tr[data-figure=undecided]'));
  if (undecided.length === 0) return;
  // After a decision the page opens at its figure, which is none of these any more.
  const from = figureShown ?? document.querySelector('tr[data-figure]:target');
  const isBehind = (row) => from !== null && row !== from && (from.compareDocumentPosition(row) & 4) === 4;
  const behind = from === null ? 0 : undecided.findIndex(isBehind);
  const first = behind === -1 ? undecided.length : behind;
  const before = first - (undecided[first - 1] === from ? 2 : 1);
  const next = step === 1 ? first : before;
  figureShown = undecided[(next + undecided.length) % undecided.length];
  figureShown.focus({ preventScroll: true });
  figureShown.scrollIntoView({ block: 'center' });
  const link = figureShown.querySelector('a.see');
  if (link !== null && isWide.matches) showSource(link);
}

function openForm(name) {
  const details = figureShown?.querySelector('details.deciding');
  const field = details?.querySelector(`.decision-${name} :is(input:not([type=hidden]), select)`);
  if (field === null || field === undefined) return;
  details.open = true;
  field.focus();
}

if (beside !== null) {
  document.querySelector('.keys').hidden = false;
  document.querySelector('.desk').addEventListener('click', (event) => {
    const row = event.target.closest('tr[data-figure]');
    if (row !== null) figureShown = row;
    const link = event.target.closest('a.see');
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link === null || beside.contains(link) || !isWide.matches || !isPlain) return;
    event.preventDefault();
    showSource(link);
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      document.activeElement.blur();
      closeSource();
    }
    if (event.target.closest('input, select, textarea') !== null) return;
    const acts = {
      j: () => goToFigure(1),
      k: () => goToFigure(-1),
      a: () => openForm('accept'),
      c: () => openForm('correct'),
      n: () => figureShown?.querySelector('a.see')?.click(),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    // The letter itself must not land in the field that opens.
    event.preventDefault();
    act();
  });
}

// More than a form takes is said before it is sent: what stands before the portal may cut it off without a word of ours.
document.addEventListener('change', ({ target }) => {
  const most = Number(target.form?.dataset.maxBytes);
  if (target.type !== 'file' || Number.isNaN(most)) return;
  const bytes = Array.from(target.files, ({ size }) => size).reduce((sum, size) => sum + size, 0);
  const words = `Các tệp đã chọn vượt quá ${most / 1024 / 1024} MB. Chọn ít tệp hơn hoặc tệp nhỏ hơn.`;
  target.setCustomValidity(bytes > most ? words : '');
  target.reportValidity();
});
