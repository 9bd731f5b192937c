import { Avatar } from "../controls/avatar.tsx";
import { fullName } from "../controls/full-name.decisions.ts";
import { useLater } from "../controls/use-later.ts";
import { useMe } from "./session.ts";

const loadPopover = async () => (await import("./account-popover.tsx")).AccountPopover;

export function AccountButton() {
  const [AccountPopover, wantPopover] = useLater(loadPopover);
  if (AccountPopover !== null) return <AccountPopover face={<AccountFace />} />;
  return (
    <button
      type="button"
      className="navigation-entry"
      aria-haspopup="dialog"
      aria-expanded={false}
      onClick={() => void wantPopover()}
    >
      <AccountFace />
    </button>
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
