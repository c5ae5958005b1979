export function PasswordForm() {
  return <h1>PasswordForm</h1>
}
