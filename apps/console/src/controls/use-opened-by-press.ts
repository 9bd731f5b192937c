import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef, useState } from "react";

interface OpenedByPress {
  button: RefObject<HTMLButtonElement | null>;
  opened: boolean;
  setOpened: Dispatch<SetStateAction<boolean>>;
}

/**
 * For a popover that is fetched when its button is pressed, and has a button of its own. That takes the focus of the one whose
 * place it takes before it opens, so that the focus comes back to it.
 */
export function useOpenedByPress(): OpenedByPress {
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    button.current?.focus();
    setOpened(true);
  }, []);
  return { button, opened, setOpened };
}
