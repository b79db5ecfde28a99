package org.antiphon.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Bytes by their hash. Safe for many threads and several processes at once.
public interface Blobs {
  /// Stores what the stream gives and does not close it. The same bytes twice are stored once.
  ///
  /// @return the id; when this method returns, the bytes are durable
  /// @throws org.antiphon.problem.Refused when the stream gives more than one blob may hold
  BlobId put(InputStream in) throws IOException;

  /// A stream over the bytes; the caller closes it.
  ///
  /// @throws java.nio.file.NoSuchFileException when there are none
  InputStream open(BlobId id) throws IOException;

  /// A local file that holds the bytes; never to be written to.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none
  Path path(BlobId id) throws IOException;

  /// How many bytes.
  ///
  /// @throws java.nio.file.NoSuchFileException when there are none
  long size(BlobId id) throws IOException;

  /// Whether the bytes are here.
  boolean holds(BlobId id);

  /// Whether the stored bytes still have their hash; reads all of them.
  ///
  /// @throws java.nio.file.NoSuchFileException when there are none
  boolean intact(BlobId id) throws IOException;
}
