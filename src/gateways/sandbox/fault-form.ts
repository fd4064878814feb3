import { parse } from '../../kernel/json.ts'
import { webhookFaults } from './faults.ts'

/**
 * Parses the form of a fault. The button names the fault; only the fields of that fault are
 * read. The schema refuses invalid combinations.
 */
export function faultForm(form: URLSearchParams): object {
  const fault = form.get('fault') ?? ''
  const [gateway = '', operation = ''] = (form.get('where') ?? '').split(' ')
  const isTold = (webhookFaults as readonly string[]).includes(fault)
  const orderId = form.get('orderId')?.trim()
  const code = form.get('code')?.trim()
  return {
    gateway,
    operation: isTold ? 'webhook' : operation,
    fault,
    nth: Number(form.get('nth')),
    ...(orderId && { orderId }),
    ...(takesDelay(fault) && { delayMs: Number(form.get('delay')) * 1000 }),
    ...(takesCode(fault) && code && { code: /^-?\d+$/.test(code) ? Number(code) : code }),
    ...(fault === 'alter-after' && { alter: parse(form.get('alter') ?? '') }),
  }
}

const takesDelay = (fault: string) => ['slow', 'drip', 'delay'].includes(fault)
const takesCode = (fault: string) => ['code', 'code-after', 'fail'].includes(fault)
