package org.antiphon.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The one way in which parts become a file: a ZIP whose entries are stored, not packed, in the
/// order of their names, all dated 2 January 1980, without comments and extra fields. The same
/// parts are the same bytes; nothing in the file is larger than the file; and whatever is changed
/// in the container itself is seen by writing it again.
final class Container {
  /// A bundle has no more parts than this.
  static final int MOST_PARTS = 10_000;

  /// And no more bytes: readers of ZIP that know no 64-bit extension take it.
  static final long MOST_BYTES = 2_000_000_000L;

  /// For the first moment of 1980 the JDK adds a field that depends on the time zone.
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 2, 0, 0);

  private Container() {}

  /// Told of each part before its bytes are written.
  @FunctionalInterface
  interface Watcher {
    void begins(String name);
  }

  static void write(List<Part> parts, OutputStream out) throws IOException {
    write(parts, out, _ -> {});
  }

  static void write(List<Part> parts, OutputStream out, Watcher watcher) throws IOException {
    var zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
    for (var part : parts.stream().sorted(Comparator.comparing(Part::name)).toList()) {
      watcher.begins(part.name());
      zip.putNextEntry(entry(part));
      try (var in = part.open()) {
        in.transferTo(zip);
      }
      zip.closeEntry();
    }
    watcher.begins("the list of parts at the end");
    zip.finish();
    zip.flush();
  }

  private static ZipEntry entry(Part part) throws IOException {
    var crc = new CRC32();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = part.open()) {
      for (int n; (n = in.read(buffer)) > 0; size += n) crc.update(buffer, 0, n);
    }
    var entry = new ZipEntry(part.name());
    entry.setTimeLocal(DATE);
    entry.setSize(size);
    entry.setCompressedSize(size);
    entry.setCrc(crc.getValue());
    return entry;
  }
}
