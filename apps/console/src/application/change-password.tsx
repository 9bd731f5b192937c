import { Button, Modal, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { endpoints } from "../http/endpoints.ts";
import { RequestError } from "../http/request.ts";

/** Changes one's own password. */
export function ChangePassword() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" fullWidth size="xs" onClick={() => setOpen(true)}>
        Change password
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Change password"
        size="sm"
        centered
        lockScroll={false}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <PasswordFields onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

const LEAST_LENGTH = 12;

function PasswordFields({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const [isShort, setShort] = useState(false);
  const change = useMutation({
    mutationFn: () => endpoints.changePassword(current, wanted),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShort(wanted.length < LEAST_LENGTH);
    if (wanted.length >= LEAST_LENGTH) change.mutate();
  };
  const { error } = change;
  const isWrong = error instanceof RequestError && error.field === "current_password";
  return (
    <form onSubmit={submit} noValidate className="account">
      <PasswordInput
        label="Password until now"
        autoComplete="current-password"
        data-autofocus
        value={current}
        error={isWrong ? error.message : undefined}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        description={`${LEAST_LENGTH} characters or more. You are signed out everywhere else.`}
        autoComplete="new-password"
        value={wanted}
        error={isShort ? `Use at least ${LEAST_LENGTH} characters.` : undefined}
        onChange={(event) => {
          setShort(false);
          setWanted(event.currentTarget.value);
        }}
      />
      {error !== null && !isWrong && (
        <p className="account-detail" role="alert">
          {error.message}
        </p>
      )}
      <Button type="submit" size="sm" disabled={current === "" || wanted === ""} loading={change.isPending}>
        Change password
      </Button>
    </form>
  );
}
