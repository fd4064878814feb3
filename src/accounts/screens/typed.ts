/** What looks like an address; the server reads it. */
export const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text.trim())

export const PASSWORD_LEAST = 8
export const PASSWORD_MOST = 128
