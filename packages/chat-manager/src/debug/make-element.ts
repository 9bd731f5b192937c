type Content = Node | string;

/** An element with its content: no markup is ever parsed, since whatever is shown comes from pages and visitors. */
export const make = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...content: readonly Content[]
): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
};
