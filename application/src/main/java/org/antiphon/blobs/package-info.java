/// Blobs: bytes, stored once under the SHA-256 of what they are.
///
/// In: a stream. Out: a [BlobId] that names exactly these bytes; the file behind it never changes.
/// When `put` has returned, the bytes are on the disk. Knows nothing of what they mean. Start at
/// [Blobs]; [FileBlobs] keeps them in a folder.
@NullMarked
package org.antiphon.blobs;

import org.jspecify.annotations.NullMarked;
