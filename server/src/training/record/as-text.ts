/** What a spreadsheet would take for a formula is text. */
export const asText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)
