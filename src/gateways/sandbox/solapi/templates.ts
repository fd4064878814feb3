import { type TemplateName, templateNames, templates } from '../../../texts/templates.ts'

/** The ids under which the sandbox has registered every template. */
export const sandboxTemplates = Object.fromEntries(
  templateNames.map((name) => [name, `KA01TP-${name}`]),
) as Readonly<Record<TemplateName, string>>

const byId = new Map(templateNames.map((name) => [sandboxTemplates[name], name]))

/** A registered template, with its variables filled in; undefined if it is not registered. */
export function registered(templateId: string, variables: Readonly<Record<string, string>>) {
  const name = byId.get(templateId)
  if (!name) return undefined
  const { text, button } = templates[name]
  const missing = [...text.matchAll(/#\{[^}]+\}/g)].some(([one]) => !variables[one])
  const content = text.replaceAll(/#\{[^}]+\}/g, (one) => variables[one] ?? '')
  return { content, button, path: variables['#{경로}'] ?? '', isComplete: !missing }
}
