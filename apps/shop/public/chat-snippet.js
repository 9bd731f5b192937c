// The chat's snippet for pages under a strict Content-Security-Policy with Trusted Types: the shop's own policy vouches
// for exactly one address, the loader that its server has put on this script's element.
(() => {
  const { loader, commands } = document.currentScript.dataset;
  window._chatq = window._chatq || [];
  for (const command of JSON.parse(commands)) window._chatq.push(command);
  const policy = window.trustedTypes?.createPolicy("purple-shop", {
    createScriptURL: (url) => {
      if (url !== loader) throw new TypeError("Not the chat's loader");
      return url;
    },
  });
  const script = document.createElement("script");
  script.async = true;
  script.src = policy ? policy.createScriptURL(loader) : loader;
  document.head.append(script);
})();
