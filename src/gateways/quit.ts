/** Codes and messages of PGs for a buyer who left the window by themselves. */
const QUIT = /PAY_PROCESS_CANCEL|USER_?CANCEL|포기|결제를 취소|사용자.{0,12}취소/i

/** How an attempt without money ended: by the buyer, or by bank, card or gateway. */
export const unpaidBy = (...said: readonly (string | undefined)[]): 'quit' | 'declined' =>
  QUIT.test(said.join(' ')) ? 'quit' : 'declined'
