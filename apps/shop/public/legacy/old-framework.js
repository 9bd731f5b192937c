// A framework as they were in 2007, written for this page: it extends what belongs to the language and the document,
// and replaces what it believes to know better. Pages like it exist, and a guest on them has to cope.

// Enumerable additions: every `for … in` over an array meets them.
Array.prototype.each = function (iterator) {
  for (var index = 0; index < this.length; index++) iterator(this[index], index);
  return this;
};
Array.prototype.first = function () {
  return this[0];
};
Array.prototype.without = function () {
  var unwanted = Array.prototype.slice.call(arguments);
  return this.filter(function (value) {
    return unwanted.indexOf(value) === -1;
  });
};
Function.prototype.methodize = function () {
  var method = this;
  return function () {
    return method.apply(null, [this].concat(Array.prototype.slice.call(arguments)));
  };
};
String.prototype.strip = function () {
  return this.replace(/^\s+|\s+$/g, "");
};

// toJSON before there was a standard: the native JSON.stringify takes the string for the value and quotes it again.
Array.prototype.toJSON = function () {
  var parts = [];
  for (var index = 0; index < this.length; index++) parts.push(Object.toJSON(this[index]));
  return "[" + parts.join(", ") + "]";
};
String.prototype.toJSON = function () {
  return '"' + this.replace(/(["\\])/g, "\\$1").replace(/\n/g, "\\n") + '"';
};
Object.toJSON = function (value) {
  if (value === null || value === undefined) return "null";
  if (typeof value === "function") return undefined;
  if (typeof value.toJSON === "function") return value.toJSON();
  if (typeof value !== "object") return String(value);
  var parts = [];
  for (var key in value) {
    if (!Object.prototype.hasOwnProperty.call(value, key)) continue;
    var printed = Object.toJSON(value[key]);
    if (printed !== undefined) parts.push(key.toJSON() + ": " + printed);
  }
  return "{" + parts.join(", ") + "}";
};

// No replacer, no indentation, and dates as they come.
JSON.stringify = function (value) {
  return Object.toJSON(value);
};

// Binds, but what it returns is no constructor, has no name and a length of none.
Function.prototype.bind = function (target) {
  if (arguments.length < 2 && target === undefined) return this;
  var method = this;
  var given = Array.prototype.slice.call(arguments, 1);
  return function () {
    return method.apply(target, given.concat(Array.prototype.slice.call(arguments)));
  };
};

// A promise that counts: a function around the native one, so that it is no class, and cannot be extended.
(function (Native) {
  function CountedPromise(executor) {
    CountedPromise.made++;
    return new Native(executor);
  }
  CountedPromise.made = 0;
  CountedPromise.prototype = Native.prototype;
  ["all", "allSettled", "any", "race", "reject", "resolve"].forEach(function (name) {
    CountedPromise[name] = function (value) {
      return Native[name](value);
    };
  });
  window.Promise = CountedPromise;
})(window.Promise);

// Elements get methods of their own, under names that later became standard with another meaning.
Element.prototype.update = function (content) {
  this.innerHTML = content;
  return this;
};
Element.prototype.remove = function () {
  if (this.parentNode) this.parentNode.removeChild(this);
  return this;
};
Element.prototype.hide = function () {
  this.style.display = "none";
  return this;
};
Element.prototype.show = function () {
  this.style.display = "";
  return this;
};
Element.prototype.observe = function (name, handler) {
  this.addEventListener(name, handler, false);
  return this;
};
window.$ = function (id) {
  return document.getElementById(id);
};
window.$$ = function (selector) {
  return Array.prototype.slice.call(document.querySelectorAll(selector));
};
window.$A = function (list) {
  return Array.prototype.slice.call(list);
};
