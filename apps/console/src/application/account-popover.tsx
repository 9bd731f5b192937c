import { Button, Popover, SegmentedControl, Switch, useMantineColorScheme } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { fullName } from "../controls/full-name.decisions.ts";
import { useOpenedByPress } from "../controls/use-opened-by-press.ts";
import { useDesktopNotificationPreference, useSoundPreference } from "../desk/effects/preferences.ts";
import { endpoints } from "../http/endpoints.ts";
import { ChangePassword } from "./change-password.tsx";
import { queryClient } from "./query-client.ts";
import { useMe } from "./session.ts";

const roleNames = { administrator: "Administrator", supervisor: "Supervisor", agent: "Agent" };

export function AccountPopover({ face }: { face: ReactNode }) {
  const me = useMe();
  const { button, opened, setOpened } = useOpenedByPress();
  return (
    <Popover opened={opened} onChange={setOpened} position="right-end" width={268} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button ref={button} type="button" className="navigation-entry" onClick={() => setOpened(!opened)}>
          {face}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Account">
        <div className="account">
          <div>
            <p className="account-name">{fullName(me)}</p>
            <p className="account-detail">
              {me.email} · {roleNames[me.role]}
            </p>
          </div>
          <ColorSchemeSwitch />
          <SoundSwitch />
          <DesktopNotificationSwitch />
          <ChangePassword />
          <LogOutButton />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function ColorSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div>
      <p className="account-label" id="color-scheme-label">
        Colours
      </p>
      <SegmentedControl
        aria-labelledby="color-scheme-label"
        fullWidth
        size="xs"
        value={colorScheme}
        onChange={(value) => setColorScheme(value)}
        data={[
          { value: "auto", label: "Automatic" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
    </div>
  );
}

function SoundSwitch() {
  const [sound, setSound] = useSoundPreference();
  return (
    <Switch
      label="Sound for new messages"
      size="sm"
      checked={sound}
      onChange={(event) => setSound(event.currentTarget.checked)}
    />
  );
}

function DesktopNotificationSwitch() {
  const [wanted, setWanted] = useDesktopNotificationPreference();
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  const turn = async (on: boolean) => {
    if (!on) return setWanted(false);
    const answer = await Notification.requestPermission();
    setPermission(answer);
    setWanted(answer === "granted");
  };
  const blocked = permission === "denied";
  return (
    <Switch
      label="Desktop notifications"
      size="sm"
      description={blocked ? "Blocked by this browser. Allow them in its site settings." : undefined}
      disabled={blocked}
      checked={wanted && permission === "granted"}
      onChange={(event) => void turn(event.currentTarget.checked)}
    />
  );
}

function LogOutButton() {
  const navigate = useNavigate();
  const logOut = useMutation({
    mutationFn: endpoints.logOut,
    onSuccess: async () => {
      await navigate({ to: "/login" });
      queryClient.clear();
    },
  });
  return (
    <div>
      <Button variant="default" fullWidth size="xs" loading={logOut.isPending} onClick={() => logOut.mutate()}>
        Log out
      </Button>
      {logOut.isError && (
        <p className="account-detail" role="alert">
          {logOut.error.message}
        </p>
      )}
    </div>
  );
}
