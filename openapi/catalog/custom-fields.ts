import type { Toolset } from './types.ts';

const hints = {
  slug: 'Key under which answers are stored: a-z, 0-9, - and _.',
  name: 'Internal name.',
  'properties.form_label': 'What the customer reads.',
  'properties.textarea': 'text: several lines.',
  'properties.ge': 'number, date: smallest allowed; a date as Unix seconds.',
  'properties.le': 'number, date: largest allowed; a date as Unix seconds.',
  'properties.options': 'select: the choices.',
} as const;

export const customFields = {
  name: 'custom_fields',
  title: 'Custom fields',
  description: 'Extra questions at checkout, such as a company name or consent to terms.',
  tools: {
    'custom-fields:list': {
      name: 'list_custom_fields',
      title: 'List custom fields',
      description: 'Questions that products can ask at checkout.',
      keywords: [
        'form fields, extra information, survey, what we ask, extra questions, put to buyers',
        'does the checkout ask',
      ],
      hints: { query: 'Part of name or slug.' },
    },
    'custom-fields:create': {
      name: 'create_custom_field',
      title: 'Create custom field',
      whyNotExposing: 'It is a question to customers; their answers are seen by the shop alone.',
      description: 'Define a question; attach it with `attached_custom_fields` of update_product. Its type is final.',
      keywords: [
        'ask buyers, form field, input, checkbox, dropdown, VAT number, survey, terms, ask for, ask people',
        'collect, company name, phone number, how they heard of us, tick, accept the terms, consent, gather',
        'at checkout, username, T-shirt size, when they pay, collect at checkout',
      ],
      hints,
      examples: [
        {
          type: 'select',
          slug: 'heard-from',
          name: 'Heard from',
          properties: { form_label: 'Where did you hear of us?', options: [{ value: 'friend', label: 'A friend' }] },
        },
        { type: 'text', slug: 'company', name: 'Company', properties: {} },
      ],
    },
    'custom-fields:get': {
      name: 'get_custom_field',
      title: 'Get custom field',
      description: 'One custom field with its type and settings.',
      keywords: ['form field, input, choices'],
    },
    'custom-fields:update': {
      name: 'update_custom_field',
      title: 'Update custom field',
      whyNotExposing: 'It is a question to customers; their answers are seen by the shop alone.',
      clear: [
        'properties.form_help_text',
        'properties.form_placeholder',
        'properties.form_label',
        'properties.textarea',
        'properties.min_length',
        'properties.max_length',
        'properties.ge',
        'properties.le',
        'metadata',
      ],
      description: 'Change the wording or limits of a question; a new slug is carried into answers already given.',
      keywords: ['form field, wording, dropdown, choices, typo, add an option, label, optional'],
      hints: { ...hints, type: 'Must be its present type.' },
    },
    'custom-fields:delete': {
      name: 'delete_custom_field',
      title: 'Delete custom field',
      whyNotExposing: 'It only takes away.',
      description: 'Delete a question for good and take it off every product; answers already given stay.',
      consequence: 'The question is removed from every product, for good. Answers already given stay.',
      before: [
        { tool: 'get_custom_field', with: { id: 'id' } },
        { tool: 'list_products', with: {}, given: { limit: 100 }, fields: ['id', 'name'] },
      ],
      done: 'The custom field is deleted; answers already given stay.',
      keywords: ['form field, input'],
      askedBy: ['stop asking, no longer ask, not ask, delete form field'],
    },
  },
  resources: {
    CustomField: {
      list: ['id', 'slug', 'name', 'type'],
      one: ['properties', 'metadata', 'organization_id', 'created_at', 'modified_at'],
    },
  },
} as const satisfies Toolset;
