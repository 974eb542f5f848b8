// Runs before first paint so that the page never flashes in the other theme or language.
(function () {
  const root = document.documentElement;
  const theme =
    localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  root.dataset.theme = theme;
  root.lang = localStorage.getItem('lang') ?? 'vi';
})();
