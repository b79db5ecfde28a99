package org.antiphon.evidence;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.antiphon.problem.Unreadable;

/// A bundle that somebody handed us: hostile until proven otherwise. Nothing is ever unpacked to
/// the disk, and only stored entries are read, so that no part is larger than the file.
final class OpenBundle implements AutoCloseable {
  /// Larger ones are sound, and are only ever streamed.
  private static final long MOST_IN_MEMORY = 32L << 20;

  private static final int END_RECORD = 22;
  private static final int LARGEST_LIST = 4 << 20;
  private final Path file;
  private final ZipFile zip;
  private final NavigableMap<String, ZipEntry> entries;

  private OpenBundle(Path file, ZipFile zip, NavigableMap<String, ZipEntry> entries) {
    this.file = file;
    this.zip = zip;
    this.entries = entries;
  }

  /// Opens a file.
  ///
  /// @throws Unreadable where it is no bundle, or one that nobody honest has written
  static OpenBundle open(Path file) throws IOException {
    checkEnd(file);
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      throw hostile(file, "it cannot be read as a ZIP file: " + e.getMessage());
    }
    try {
      return new OpenBundle(file, zip, entries(file, zip));
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /// The last record must end the file and tell of a small list: a list of millions of entries is
  /// refused before anybody reads it.
  private static void checkEnd(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < END_RECORD || size > Container.MOST_BYTES)
        throw hostile(file, "a bundle has 22 bytes to 2 GB; this has " + size);
      var end = ByteBuffer.allocate(END_RECORD).order(ByteOrder.LITTLE_ENDIAN);
      while (end.hasRemaining() && channel.read(end, size - END_RECORD + end.position()) >= 0) {}
      if (end.getInt(0) != 0x06054b50) throw hostile(file, "it does not end as a ZIP file does");
      int parts = Short.toUnsignedInt(end.getShort(10));
      long list = Integer.toUnsignedLong(end.getInt(12));
      long start = Integer.toUnsignedLong(end.getInt(16));
      if (parts > Container.MOST_PARTS || list > LARGEST_LIST)
        throw hostile(file, "it names " + parts + " parts");
      if (start + list + END_RECORD != size)
        throw hostile(file, "something lies between its parts");
    }
  }

  private static NavigableMap<String, ZipEntry> entries(Path file, ZipFile zip) {
    var found = new TreeMap<String, ZipEntry>();
    for (var entry : zip.stream().toList()) {
      String name = entry.getName();
      if (!Part.isName(name)) throw hostile(file, "a part's name is not allowed: " + quoted(name));
      if (found.put(name, entry) != null) throw hostile(file, "two parts are named " + name);
      if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize())
        throw hostile(file, name + " is packed; the parts of a bundle are stored");
    }
    return found;
  }

  private static String quoted(String name) {
    return "\"" + name.substring(0, Math.min(80, name.length())).replaceAll("[^ -~]", "?") + "\"";
  }

  private static Unreadable hostile(Path file, String why) {
    return new Unreadable(
        "NOT_A_BUNDLE",
        file.toString(),
        why,
        "ask whoever gave it to you for the file as exported");
  }

  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  List<String> names(String prefix) {
    return names().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  InputStream stream(String name) throws IOException {
    var entry = entries.get(name);
    if (entry == null) throw new IOException("no part " + name);
    return zip.getInputStream(entry);
  }

  /// The bytes of a part; empty where there is none.
  ///
  /// @throws Unreadable where it is too large to be a paper
  Optional<byte[]> bytes(String name) throws IOException {
    var entry = entries.get(name);
    if (entry == null) return Optional.empty();
    if (entry.getSize() > MOST_IN_MEMORY) throw hostile(file, name + " is too large");
    try (var in = zip.getInputStream(entry)) {
      return Optional.of(in.readAllBytes());
    } catch (ZipException | EOFException e) {
      throw hostile(file, name + " cannot be read: " + e.getMessage());
    }
  }

  /// As text, whatever its bytes.
  Optional<String> text(String name) throws IOException {
    return bytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  Optional<String> sha256(String name) throws IOException {
    if (!entries.containsKey(name)) return Optional.empty();
    try (var in = stream(name)) {
      return Optional.of(Hashes.sha256(in));
    } catch (ZipException | EOFException e) {
      throw hostile(file, name + " cannot be read: " + e.getMessage());
    }
  }

  /// Where the file is not what writing its parts gives; empty where it is.
  Optional<String> difference() throws IOException {
    var parts = new ArrayList<Part>();
    for (var name : names()) parts.add(new Part(name, new Part.Entry(this, name)));
    try (var original = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      var comparing = new Comparing(original);
      Container.write(parts, comparing, name -> comparing.part = name);
      return comparing.verdict();
    } catch (ZipException | EOFException e) {
      return Optional.of("its list of parts names what is not there: " + e);
    }
  }

  /// Takes what should be there and holds it against what is.
  private static final class Comparing extends OutputStream {
    private final InputStream original;
    private String part = "";
    private String wrong = "";
    private long at;

    Comparing(InputStream original) {
      this.original = original;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] there = original.readNBytes(length);
      if (wrong.isEmpty())
        for (int i = 0; i < length; i++)
          if (i >= there.length || there[i] != bytes[offset + i]) {
            // Not the byte: a changed part has another CRC, which stands before the part itself.
            wrong = part + " is not as it was written";
            break;
          }
      at += length;
    }

    Optional<String> verdict() throws IOException {
      if (wrong.isEmpty() && original.read() >= 0) wrong = "something follows after byte " + at;
      return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
