import { type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Room } from '../fixtures/site'
import { toasts } from './toasts'

/** The invitations of a room, for its hosts. */
export function invitationsPage(page: Page) {
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  const find = {
    invite: page.getByRole('button', { name: 'Invite users' }),
    rows: page.getByRole('main').getByRole('listitem'),
    search: page.getByRole('searchbox', { name: 'Search' }),
    order: page.getByLabel('Sort by'),
    count: page.getByText(/^(\d+ of )?\d+ invitations?$/),
    shownLink: page.getByRole('dialog', { name: /^The link of / }),
  }
  return {
    ...find,
    ...toasts(page),
    row,
    copy: (name: string) => page.getByRole('button', { name: `Copy link of ${name}` }),
    async open(room: Room) {
      await visit(page, `${room.path}/invitations`)
    },
    async choose(name: string, action: string) {
      await page.getByRole('button', { name: `More actions for ${name}` }).click()
      await page.getByRole('menuitem', { name: action }).click()
    },
    async confirm(action: string) {
      await page.getByRole('alertdialog').getByRole('button', { name: action }).click()
    },
  }
}
