/** A number above zero from the command line; otherwise one line says what is wrong, and the program ends. */
export function readPositive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  console.error(`--${name} is "${text}"; it wants a number above 0.`);
  process.exit(1);
}
