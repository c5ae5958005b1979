/** What leaks show people to choose first, plus what is guessed of a Chinese school; compared in lower case. */
const COMMON = new Set(
  `password password1 passw0rd 12345678 123456789 1234567890 11111111 00000000 88888888 66666666 87654321 987654321
   123123123 12341234 11223344 12344321 abc12345 abcd1234 1234abcd a1234567 a12345678 aa123456 aaa12345 qwer1234 1qaz2wsx
   qwertyui qwerty123 1q2w3e4r zxcvbnm1 asdfghjk iloveyou woaini520 woaini1314 5201314a 52013141 admin123 admin888
   administrator root1234 test1234 welcome1 changeme letmein1 sunshine football baseball princess superman
   xuexiao123 laoshi123 jiaoshi123 teacher1 teacher123 school123 xiaoxue123 zhongxue123 tongke123 tongke2026 tongketang`.split(
    /\s+/,
  ),
)

/**
 * Weak: common, one character, a run of neighbours, or holding the person's own name, phone or number.
 * The minimum length of 8 is in the contract.
 */
export function isWeakPassword(password: string, own: readonly (string | null)[]): boolean {
  const plain = password.toLowerCase()
  if (COMMON.has(plain) || new Set(plain).size < 4 || isRun(plain)) return true
  return own.some((secret) => secret !== null && secret.length >= 2 && plain.includes(secret.toLowerCase()))
}

/** `abcdefgh`, `98765432`: every step is the same and at most one. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((character, index) => character.charCodeAt(0) - text.charCodeAt(index))
  return steps.length > 0 && Math.abs(steps[0] ?? 9) <= 1 && steps.every((step) => step === steps[0])
}
