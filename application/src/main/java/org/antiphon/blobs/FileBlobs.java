package org.antiphon.blobs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.antiphon.problem.Refused;

/// Blobs in a folder: `ab/cd/abcd…`, so that no folder holds more than a few thousand files.
///
/// A blob is written to `incoming/`, forced to the disk, then renamed to its place, and the folder
/// is forced too: a crash leaves either the whole blob or a leftover in `incoming/`, which
/// [#removeLeftovers] clears. The writer holds a file lock on it meanwhile, so that no other
/// process takes it for a leftover.
public final class FileBlobs implements Blobs {
  /// The most that one blob may hold unless told otherwise: 500 MB, the limit for an upload.
  public static final long MAX_BYTES = 500_000_000L;

  private static final int BUFFER = 1 << 16;

  private final Path directory;
  private final Path incoming;
  private final long maxBytes;

  /// Uses, and if need be makes, a folder.
  public FileBlobs(Path directory) throws IOException {
    this(directory, MAX_BYTES);
  }

  /// As above, with another limit for one blob.
  public FileBlobs(Path directory, long maxBytes) throws IOException {
    this.directory = directory;
    this.incoming = Files.createDirectories(directory.resolve("incoming"));
    this.maxBytes = maxBytes;
  }

  @Override
  public BlobId put(InputStream in) throws IOException {
    Path part = incoming.resolve(UUID.randomUUID() + ".part");
    try {
      var id = write(in, part);
      settle(part, id);
      return id;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private BlobId write(InputStream in, Path part) throws IOException {
    var digest = sha256();
    try (var out = FileChannel.open(part, CREATE_NEW, WRITE);
        var _ = out.lock()) {
      byte[] buffer = new byte[BUFFER];
      long total = 0;
      for (int n; (n = in.read(buffer)) >= 0; ) {
        total += n;
        if (total > maxBytes) throw tooLarge();
        digest.update(buffer, 0, n);
        writeAll(out, ByteBuffer.wrap(buffer, 0, n));
      }
      out.force(true);
    }
    return new BlobId(HexFormat.of().formatHex(digest.digest()));
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) out.write(bytes);
  }

  private Refused tooLarge() {
    return new Refused(
        "TOO_LARGE",
        "what was sent",
        "more than " + maxBytes + " bytes",
        "give a shorter or a compressed file");
  }

  /// Moves the part to its place. Two writers of the same bytes both win: the later rename replaces
  /// the file by an equal one. A file of another size is a damaged one and is replaced.
  private void settle(Path part, BlobId id) throws IOException {
    Path place = place(id);
    if (Files.exists(place) && Files.size(place) == Files.size(part)) return;
    Path outer = directory.resolve(id.sha256().substring(0, 2));
    Path inner = outer.resolve(id.sha256().substring(2, 4));
    boolean fresh = Files.notExists(inner);
    Files.createDirectories(inner);
    Files.move(part, place, ATOMIC_MOVE);
    force(inner);
    if (fresh) {
      force(outer);
      force(directory);
    }
  }

  private static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(BlobId id) throws IOException {
    return Files.newInputStream(path(id));
  }

  @Override
  public Path path(BlobId id) throws IOException {
    Path place = place(id);
    if (Files.notExists(place)) throw new NoSuchFileException(place.toString());
    return place;
  }

  @Override
  public long size(BlobId id) throws IOException {
    return Files.size(path(id));
  }

  @Override
  public boolean holds(BlobId id) {
    return Files.isRegularFile(place(id));
  }

  @Override
  public boolean intact(BlobId id) throws IOException {
    var digest = sha256();
    try (var in = open(id)) {
      byte[] buffer = new byte[BUFFER];
      for (int n; (n = in.read(buffer)) >= 0; ) digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest()).equals(id.sha256());
  }

  /// Deletes what writers that died have left.
  ///
  /// @return how many files
  public int removeLeftovers() throws IOException {
    int removed = 0;
    try (var parts = Files.newDirectoryStream(incoming, "*.part")) {
      for (Path part : parts) if (isAbandoned(part) && Files.deleteIfExists(part)) removed++;
    }
    return removed;
  }

  private static boolean isAbandoned(Path part) throws IOException {
    try (var channel = FileChannel.open(part, WRITE);
        var lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // a writer in this very process
    } catch (NoSuchFileException e) {
      return false; // its writer has just finished
    }
  }

  private Path place(BlobId id) {
    String name = id.sha256();
    return directory.resolve(name.substring(0, 2)).resolve(name.substring(2, 4)).resolve(name);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
