/** class-transformer keeps what `@Type` says here, and types only its own index. */
declare module 'class-transformer/cjs/storage.js' {
  export const defaultMetadataStorage: {
    findTypeMetadata(target: new () => object, field: string): { typeFunction(): unknown } | undefined;
  };
}
