import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ErasedFolderError, type Blobs } from '../../ports/blobs.ts';
import { checkBlobPath } from '../check-blob-path.ts';

/** Tombstones of erased folders; nothing else is kept there. */
const erasedPrefix = 'erased/';

/**
 * Blobs as objects "<folder>/<name>" of one versioned bucket, encrypted by the bucket's key.
 * Erasing writes a tombstone first and then deletes every version; a put looks for the tombstone after its own bytes are there
 * and takes them back: whichever comes second sees the other, since S3 reads what was written (docs/adr/0009).
 */
export function openS3Blobs(options: { readonly client: S3Client; readonly bucket: string }): Blobs {
  const { client, bucket: Bucket } = options;
  const keyOf = (folder: string, name: string): string => `${checkBlobPath(folder)}/${checkBlobPath(name)}`;

  async function isErased(folder: string): Promise<boolean> {
    try {
      await client.send(new HeadObjectCommand({ Bucket, Key: `${erasedPrefix}${folder}` }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }

  /** Deletes every version of every key that begins so. */
  async function destroy(prefix: string): Promise<void> {
    for (;;) {
      // From the start each time: what was listed before is gone.
      const listed = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: prefix }));
      const versions = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])];
      if (versions.length === 0) return;
      const { Errors: failed = [] } = await client.send(
        new DeleteObjectsCommand({
          Bucket,
          Delete: {
            Quiet: true,
            Objects: versions.map(({ Key, VersionId }): ObjectIdentifier => ({
              Key,
              ...(VersionId === undefined ? {} : { VersionId }),
            })),
          },
        }),
      );
      if (failed.length > 0) throw new Error(`${failed.length} versions could not be deleted`);
    }
  }

  return {
    async put(folder, name, bytes) {
      const Key = keyOf(folder, name);
      if (await isErased(folder)) throw new ErasedFolderError(folder);
      await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
      if (!(await isErased(folder))) return;
      try {
        await destroy(Key);
      } catch (cause) {
        // Readers may not delete: the bytes stay until the folder is erased once more.
        throw new ErasedFolderError(folder, { cause });
      }
      throw new ErasedFolderError(folder);
    },
    async get(folder, name) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(folder, name) }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async erase(folder) {
      await client.send(
        new PutObjectCommand({ Bucket, Key: `${erasedPrefix}${checkBlobPath(folder)}`, Body: 'erased' }),
      );
      await destroy(`${folder}/`);
    },
  };
}
