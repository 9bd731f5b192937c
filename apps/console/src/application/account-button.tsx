import { lazy, Suspense, useState } from "react";
import { Avatar } from "../controls/avatar.tsx";
import { fullName } from "../controls/full-name.decisions.ts";
import { useMe } from "./session.ts";

/** Not needed before somebody is about to press the button. */
const loadPopover = () => import("./account-popover.tsx");
const AccountPopover = lazy(async () => ({ default: (await loadPopover()).AccountPopover }));

export function AccountButton() {
  const [wanted, setWanted] = useState(false);
  const closed = (
    <button
      type="button"
      className="navigation-entry"
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={() => void loadPopover().catch(() => undefined)}
      onClick={() => setWanted(true)}
    >
      <AccountFace />
    </button>
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <AccountPopover face={<AccountFace />} />
    </Suspense>
  );
}

function AccountFace() {
  const me = useMe();
  return (
    <>
      <Avatar name={fullName(me)} size={28} />
      <span className="visually-hidden">Account: {fullName(me)}</span>
    </>
  );
}
