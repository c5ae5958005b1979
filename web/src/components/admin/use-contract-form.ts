import { Form, type FormRule } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { ApiError } from '../../lib/api-error.ts'
import { blankToNull, checkField } from '../../lib/field-issue.ts'

/** antd rules and submission of a form whose fields are those of a contract schema. */
export function useContractForm<S extends z.ZodObject>(
  schema: S,
  labelOf: (field: keyof z.input<S> & string) => string,
) {
  const [form] = Form.useForm()
  const { t } = useTranslation()
  type Name = keyof z.input<S> & string

  /** `choose`: the field is picked from a list, so a missing value is asked for in other words. */
  const field = (name: Name, choose = false) => {
    const label = labelOf(name)
    const part = schema.shape[name] as unknown as z.ZodType
    const optional = part.safeParse(null).success || part.safeParse(undefined).success
    const rule: FormRule = {
      required: !optional,
      validator: async (_, value: unknown) => {
        const issue = checkField(part, value)
        if (issue)
          throw new Error(
            t(`field.${choose && issue.key === 'required' ? 'choose' : issue.key}`, {
              ...issue,
              name: label,
            }),
          )
      },
    }
    return { name, label, rules: [rule], validateTrigger: 'onBlur' }
  }

  /** An empty field is null where the wire knows null, else what the schema takes when nothing is said. */
  const wireValue = (name: string, value: unknown) => {
    const full = blankToNull(value)
    const part = schema.shape[name] as unknown as z.ZodType | undefined
    return full === null && part && !part.safeParse(null).success ? undefined : full
  }

  /** Checks every field, then hands over what the wire wants. */
  const read = async (): Promise<z.output<S>> => {
    const values = (await form.validateFields()) as Record<string, unknown>
    return schema.parse(
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wireValue(key, value)])),
    )
  }

  /** Marks the fields the server found fault with. */
  const showRefusal = (error: ApiError) => {
    const names = error.details
      .map((detail) => detail.path.replace(/^body\./, ''))
      .filter((name) => name in schema.shape)
    form.setFields(
      names.map((name) => ({ name, errors: [t('field.invalid', { name: labelOf(name as Name) })] })),
    )
  }

  return { form, field, read, showRefusal }
}
