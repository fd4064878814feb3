/** A JSON schema, as contracts write it. */
export type Schema = Readonly<Record<string, unknown>>

/** Members whose values are data, not schemas. */
const DATA = new Set(['examples', 'example', 'enum', 'const', 'default', 'required'])

/** The named parts of a document: each is written once, and referred to. */
export class Components {
  readonly schemas: Record<string, object> = {}
  readonly examples: Record<string, object> = {}
  readonly responses: Record<string, object> = {}

  /** A schema with its named parts as references. A part that has a title is named by it. */
  refer(schema: object): object {
    const { title, ...untitled } = schema as Schema
    if (typeof title !== 'string') return this.#inside(schema as Schema)
    return this.name(title, untitled)
  }

  /** Names a schema, and refers to it. */
  name(name: string, schema: object): object {
    const named = this.#inside(schema as Schema)
    const known = this.schemas[name]
    if (known && JSON.stringify(known) !== JSON.stringify(named))
      throw new Error(`two schemas have the name ${name}`)
    this.schemas[name] = named
    return { $ref: `#/components/schemas/${name}` }
  }

  /** Names a response, and refers to it. */
  response(name: string, response: object): object {
    this.responses[name] ??= response
    return { $ref: `#/components/responses/${name}` }
  }

  /** Names an example, and refers to it. */
  example(name: string, value: object): object {
    this.examples[name] ??= { value }
    return { $ref: `#/components/examples/${name}` }
  }

  #inside(schema: Schema): object {
    return Object.fromEntries(
      Object.entries(schema).map(([word, value]) => [
        word,
        DATA.has(word) ? value : word === 'properties' ? this.#members(value) : this.#value(value),
      ]),
    )
  }

  /** Members of an object: their names are no words of JSON Schema. */
  #members(properties: unknown): object {
    return Object.fromEntries(
      Object.entries(properties as Record<string, object>).map(([name, schema]) => [
        name,
        this.refer(schema),
      ]),
    )
  }

  #value(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#value(one))
    return typeof value === 'object' && value !== null ? this.refer(value) : value
  }
}
