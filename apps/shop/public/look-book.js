// The look book changes its views in place: address, title and content change, the document stays.
(() => {
  const views = [...document.querySelectorAll("[data-path]")];
  const tabs = [...document.querySelectorAll("[data-view]")];

  function show(path) {
    const shown = views.find((view) => view.dataset.path === path);
    if (!shown) return;
    for (const view of views) view.hidden = view !== shown;
    for (const tab of tabs) {
      if (tab.dataset.view === path) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    document.title = shown.dataset.title;
    window._chatq = window._chatq || [];
    window._chatq.push(["_pageChange"]);
  }

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-view]");
    const otherwise = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!tab || otherwise || tab.dataset.view === location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", tab.dataset.view);
    show(tab.dataset.view);
    document.querySelector("[data-path]:not([hidden]) h1").focus();
  });
  addEventListener("popstate", () => show(location.pathname));
})();
