/** The rests of a loop, which whoever has news for it ends. News that comes while it works ends the next rest at once. */
export interface Rouser {
  rouse(): void;
  /** What was said until now is being seen to. */
  begin(): void;
  rest(milliseconds: number): Promise<void>;
}

export function createRouser(): Rouser {
  let isRoused = true;
  let wake: () => void = () => undefined;
  return {
    rouse() {
      isRoused = true;
      wake();
    },
    begin() {
      isRoused = false;
    },
    async rest(milliseconds) {
      if (isRoused) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = () => undefined;
    },
  };
}
