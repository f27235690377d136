import type { MultipartFile } from '@fastify/multipart';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';
import type { FastifyRequest } from 'fastify';

/** The largest file that may be imported: 20 MB. */
export const LARGEST_UPLOAD_BYTES = 20 * 1024 * 1024;

/** A file as a form sent it. Its name is what the sender's machine called it: show it, never open it. */
export class UploadedFile {
  constructor(
    readonly fileName: string,
    readonly bytes: Buffer,
  ) {}
}

/** Marks a route that takes a file by form; any other route refuses one before reading it. */
export const TakesUpload = (): MethodDecorator => routeConfig({ takesUpload: true });

/** Raises the size of a body that a route of the API takes (1 MB otherwise), in bytes. */
export const BodyLimit = (bytes: number): MethodDecorator => routeConfig({ bodyLimit: bytes });

/** Adds to what a route tells Fastify, where RouteConfig of Nest would replace it. */
function routeConfig(more: object): MethodDecorator {
  return (_target: object, _key: string | symbol, { value }: PropertyDescriptor) => {
    const handler = value as object;
    const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as object | undefined;
    Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { ...config, ...more }, handler);
  };
}

/** Reads a file of a multipart form into memory, within LARGEST_UPLOAD_BYTES. A field left empty stays undefined. */
export async function readUpload(this: FastifyRequest, part: MultipartFile): Promise<void> {
  if (!(this.routeOptions.config as { takesUpload?: boolean }).takesUpload) {
    throw new UnsupportedMediaTypeException('This address takes no file.');
  }
  const bytes = await part.toBuffer();
  part.value = part.filename === '' && bytes.length === 0 ? '' : new UploadedFile(part.filename, bytes);
}

/** A file that was chosen and is not empty. */
export const IsUpload = (options: ValidationOptions = {}): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isUpload',
      validator: {
        validate: (value) => value instanceof UploadedFile && value.bytes.length > 0,
        defaultMessage: buildMessage(() => 'Choose a file that is not empty', options),
      },
    },
    options,
  );
