/** The value of a JSON text, undefined when it is none: the schema that follows refuses that. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
