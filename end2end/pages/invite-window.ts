import { expect, type Page } from '@playwright/test'
import type { Guest, InvitationType } from '../fixtures/host'

/** The *Invite users* window: the form, then the link. */
export function inviteWindow(page: Page) {
  const form = page.getByRole('dialog', { name: 'Invite users' })
  const ready = page.getByRole('dialog', { name: 'The link is ready' })
  const types = form.getByRole('group', { name: 'Select an invitation type' })
  const find = {
    form,
    ready,
    email: form.getByRole('combobox', { name: 'Email address' }),
    people: form.getByRole('listbox', { name: 'People' }),
    options: form.getByRole('listbox', { name: 'People' }).getByRole('option'),
    first: form.getByLabel('First name'),
    last: form.getByLabel('Last name'),
    types,
    sendMail: form.getByLabel('Send link via email'),
    language: form.getByLabel('Language of the mail'),
    generate: form.getByRole('button', { name: 'Generate invite link' }),
    alreadyInvited: form.getByRole('alert').filter({ hasText: 'is already invited as' }),
    showExisting: form.getByRole('button', { name: 'Show the existing link' }),
    link: ready.getByLabel('Invitation link'),
    copy: ready.getByRole('button', { name: /^(Copy link|Link copied)$/ }),
    another: ready.getByRole('button', { name: 'Invite another' }),
    done: ready.getByRole('button', { name: 'Done' }),
    discard: page.getByRole('alertdialog', { name: 'Close without saving?' }),
  }
  const type = (name: InvitationType) => types.getByRole('radio', { name })
  return {
    ...find,
    type,
    async fill(guest: Guest) {
      await find.email.fill(guest.email)
      await find.first.fill(guest.first)
      await find.last.fill(guest.last)
      if (guest.type) await type(guest.type).check()
    },
    /** Types as people do, letter by letter. */
    async typeAddress(text: string) {
      await find.email.pressSequentially(text, { delay: 30 })
    },
    async holds(guest: Guest) {
      await expect(find.email).toHaveValue(guest.email)
      await expect(find.first).toHaveValue(guest.first)
      await expect(find.last).toHaveValue(guest.last)
      await expect(type(guest.type ?? 'Viewer')).toBeChecked()
    },
    async seesWrong(field: 'email' | 'first' | 'last', sentence: RegExp) {
      await expect(find[field]).toHaveAttribute('aria-invalid', 'true')
      await expect(find[field]).toHaveAccessibleDescription(sentence)
    },
    async linkIsReadyFor(name: string) {
      await expect(ready).toContainText(name)
      await expect(find.link).toHaveValue(/\/i\/[\w-]+$/)
      return find.link.inputValue()
    },
  }
}
