import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Mark } from "../application/mark.tsx";
import { usePageTitle } from "../application/page-title.ts";
import { beginSession, placeAfterLogin } from "../application/session.ts";
import "./login-page.css";

export function LoginPage() {
  usePageTitle("Log in");
  const { next } = useSearch({ from: "/login" });
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const logIn = useMutation({
    mutationFn: () => beginSession(email.trim(), password),
    onSuccess: () => void navigate({ to: placeAfterLogin(next), replace: true }),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const nowMissing = {
      ...(email.trim() === "" ? { email: "Write your e-mail address." } : {}),
      ...(password === "" ? { password: "Write your password." } : {}),
    };
    setMissing(nowMissing);
    if (Object.keys(nowMissing).length === 0) logIn.mutate();
  };

  return (
    <main className="login">
      <form className="login-card" onSubmit={submit} noValidate>
        <div className="login-head">
          <Mark size={44} />
          <h1 className="login-title">Log in to Beckon</h1>
          {next !== undefined && <p className="login-note">Then you go on where you were.</p>}
        </div>
        <TextInput
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          // The one thing that anybody comes to this page for.
          autoFocus
          value={email}
          error={missing.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          size="md"
          value={password}
          error={missing.password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={logIn.isPending}>
          Log in
        </Button>
        <p className="login-error" role="alert">
          {logIn.isError && logIn.error.message}
        </p>
      </form>
    </main>
  );
}
