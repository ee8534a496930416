import type { Toolset } from './types.ts';

export const files = {
  name: 'files',
  title: 'Files',
  description: 'Uploaded files: downloads for customers, product images and the logo.',
  tools: {
    'files:list': {
      name: 'list_files',
      title: 'List files',
      description: 'Uploaded files; the ids serve create_benefit (downloads) and create_product (images).',
      keywords: ['uploads, images, documents, pictures, ebooks, stored, archives, photos, which files'],
    },
    'files:create': {
      name: 'start_file_upload',
      title: 'Start file upload',
      whyNotExposing: 'Customers get no file before a benefit has it, and both ways to that ask.',
      description:
        'First of three steps: announce a file and get upload URLs. PUT the bytes of each part to its URL, with its headers, then call complete_file_upload.',
      // Polar lists files whose upload was completed, and no others.
      whenLost: 'Make the same call again: an upload that is not completed counts for nothing, and no list shows it.',
      reveals: ['upload.parts.url', 'upload.parts.headers'],
      computed: ['upload', 'upload.parts.number', 'upload.parts.chunk_start', 'upload.parts.chunk_end'],
      nextStep:
        'For each of upload.parts, PUT the bytes of the file from chunk_start up to, and not including, chunk_end to its url, with exactly its headers, before expires_at. Keep the ETag header of each answer. Then call complete_file_upload: file_id is this id; id and path are those of upload; parts have the number, the ETag and the checksum of each.',
      keywords: [
        'PDF, ebook, image, picture, zip, new version, logo, manual, document, video, audio, add a picture',
        'cover, installer, new file',
      ],
      hints: {
        service: 'What it is for; limits its type and size.',
        size: 'Bytes, at least 1.',
        version: 'Your own label, such as 1.2.',
        checksum_sha256_base64: 'SHA-256 of the whole file, base64; needed up to 10000000 bytes.',
        'upload.parts.checksum_sha256_base64': 'Only above 10000000 bytes: SHA-256 of each such part, base64.',
      },
    },
    'files:uploaded': {
      name: 'complete_file_upload',
      title: 'Complete file upload',
      whyNotExposing: 'As for start_file_upload: it only ends what that began.',
      description: 'Last step of an upload, after every part was sent: joins the parts and makes the file usable.',
      settledBy: { tool: 'list_files', with: { ids: 'file_id' } },
      keywords: ['finish, multipart, finalize, confirm, all parts sent, wrap up, done'],
      rename: { id: 'file_id' },
      hints: {
        file_id: 'id in the answer of start_file_upload.',
        id: 'upload.id in the answer of start_file_upload: not the file id.',
        path: 'upload.path in the answer of start_file_upload.',
        'parts.checksum_etag': 'ETag header in the answer to the PUT.',
        'parts.checksum_sha256_base64': 'As announced to start_file_upload.',
      },
    },
    'files:update': {
      name: 'update_file',
      title: 'Update file',
      whyNotExposing: 'It changes a name and a label, and not who gets the file.',
      description: 'Rename a file or change its version label; the content stays.',
      settledBy: { tool: 'list_files', with: { ids: 'id' } },
      clear: [],
      keywords: ['file name, filename, version number, call the file'],
    },
    'files:delete': {
      name: 'delete_file',
      title: 'Delete file',
      whyNotExposing: 'It only takes away.',
      description: 'Delete a file for good; customers can no longer download it.',
      consequence: "Customers can no longer download the file; it can't be restored.",
      before: [{ tool: 'list_files', with: { ids: 'id' } }],
      settledBy: { tool: 'list_files', with: { ids: 'id' } },
      done: 'The file is deleted.',
      keywords: ['upload, image, document, leaked'],
      askedBy: ['take offline, take down'],
    },
  },
  resources: {
    FileRead: {
      list: ['id', 'name', 'service', 'mime_type', 'size_readable', 'is_uploaded', 'created_at'],
      one: [
        'size',
        'version',
        'public_url',
        'flagged_malicious_at',
        'last_modified_at',
        'checksum_sha256_hex',
        'organization_id',
      ],
    },
    FileUpload: { list: ['id', 'name', 'mime_type', 'size', 'is_uploaded', 'upload'] },
  },
} as const satisfies Toolset;
