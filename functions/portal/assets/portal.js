// Keeps a page up to date while work goes on. Without this script pages refresh themselves.
const pollMs = 2000;

async function refresh() {
  const response = await fetch(location.href, { cache: 'no-store' });
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
  if (main.dataset.working === 'yes' && !document.hidden) await refresh().catch(() => undefined);
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
