package org.antiphon.provenance;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.antiphon.provenance.Carrier.Fault;
import org.antiphon.provenance.Carrier.Range;

/// ID3v2.3 and 2.4 tags, as far as manifests and marks need them. A tag that is packed in a way
/// that is not read here (unsynchronised, compressed, encrypted, version 2.2) and that could hold a
/// manifest is a fault, never passed by.
final class Id3 {
  private static final long LARGEST = 32L << 20;
  private static final int HEADER = 10;
  private static final int TEXT = 1 << 16;
  private static final Set<String> TEXTS = Set.of("TXXX", "TENC", "TSSE", "TIT3", "TCOP", "TPUB");
  private static final String MIME = "application/c2pa";
  private static final String OLD_MIME = "application/x-c2pa-manifest-store";

  private final FileBytes file;
  private final CarrierSearch found;

  Id3(FileBytes file, CarrierSearch found) {
    this.file = file;
    this.found = found;
  }

  /// Where the tag at the beginning of the file ends.
  static long end(FileBytes file) throws IOException {
    return end(file, 0);
  }

  static long end(FileBytes file, long at) throws IOException {
    long footer = file.at(at + 3) == 4 && (file.at(at + 5) & 0x10) != 0 ? HEADER : 0;
    return at + HEADER + file.syncSafe(at + 6) + footer;
  }

  /// Tags alone: a manifest in an embedded ID3 tag is none.
  void tagsAt(long at) throws IOException {
    if (file.says(at, "ID3")) frames(at, false);
  }

  /// Everything in the tag that begins here.
  void frames(long at) throws IOException {
    frames(at, true);
  }

  private void frames(long at, boolean manifests) throws IOException {
    int version = file.at(at + 3);
    int flags = file.at(at + 5);
    long end = Math.min(file.length(), at + HEADER + file.syncSafe(at + 6));
    if (end - at > LARGEST) {
      found.fault(Fault.LIMIT);
      return;
    }
    if (version < 3 || version > 4 || (flags & 0x80) != 0) {
      if (manifests && file.latin(at, end - at).contains("c2pa")) found.fault(Fault.DAMAGED);
      return;
    }
    long frame = at + HEADER;
    if ((flags & 0x40) != 0)
      frame += version == 4 ? file.syncSafe(frame) : 4 + file.bigEndian(frame, 4);
    for (int n = 0; frame + HEADER <= end && file.at(frame) != 0; n++) {
      long length = version == 4 ? file.syncSafe(frame + 4) : file.bigEndian(frame + 4, 4);
      if (n >= CarrierSearch.MOST_ELEMENTS) found.fault(Fault.LIMIT);
      if (length <= 0 || length > end - frame - HEADER || n >= CarrierSearch.MOST_ELEMENTS) return;
      frame(version, frame, length, manifests);
      frame += HEADER + length;
    }
  }

  private void frame(int version, long at, long length, boolean manifests) throws IOException {
    String id = file.latin(at, 4);
    int packing = file.at(at + 9);
    boolean packed = version == 4 ? (packing & 0x0E) != 0 : (packing & 0xC0) != 0;
    long skip = version == 4 && (packing & 1) != 0 ? 4 : 0;
    long payload = at + HEADER + skip;
    long rest = length - skip;
    if (id.equals("GEOB") && manifests) {
      if (packed) found.fault(Fault.DAMAGED);
      else object(new Range(at, HEADER + length), payload, rest);
    } else if (!packed && rest > 0) text(id, payload, rest);
  }

  /// A general encapsulated object: encoding, MIME type, file name, description, then the bytes.
  private void object(Range frame, long payload, long length) throws IOException {
    long end = payload + length;
    int encoding = file.at(payload);
    long at = after(payload + 1, end, 1);
    String mime = file.latin(payload + 1, Math.min(TEXT, at - payload - 2));
    if (!mime.equals(MIME) && !mime.equals(OLD_MIME)) return;
    int width = encoding == 1 || encoding == 2 ? 2 : 1;
    at = after(after(at, end, width), end, width);
    if (at >= end) found.fault(Fault.DAMAGED);
    else found.store(frame, new Range(at, end - at));
  }

  /// Behind the next zero of `width` bytes.
  private long after(long from, long end, int width) throws IOException {
    long at = from;
    while (at + width <= end && file.bigEndian(at, width) != 0) at += width;
    return Math.min(end, at + width);
  }

  private void text(String id, long payload, long length) throws IOException {
    if (id.equals("PRIV")) {
      if (file.says(payload, "XMP\0")) found.xmp(payload + 4, length - 4);
      return;
    }
    if (length > TEXT) return;
    byte[] bytes = file.read(payload, length);
    if (id.equals("WOAS")) found.tag(id, Texts.decode(bytes, StandardCharsets.ISO_8859_1));
    else if (id.equals("COMM") && length > 4) {
      int begin = behindZero(bytes, 4);
      found.tag(id, decode(bytes, begin));
    } else if (id.equals("TXXX")) {
      int begin = behindZero(bytes, 1);
      found.tag("TXXX:" + decode(Arrays.copyOf(bytes, begin), 1), decode(bytes, begin));
    } else if (TEXTS.contains(id)) found.tag(id, decode(bytes, 1));
  }

  private static int behindZero(byte[] bytes, int from) {
    int width = bytes[0] == 1 || bytes[0] == 2 ? 2 : 1;
    for (int i = from; i + width <= bytes.length; i += width)
      if (bytes[i] == 0 && bytes[i + width - 1] == 0) return i + width;
    return bytes.length;
  }

  private static String decode(byte[] bytes, int from) {
    Charset charset =
        switch (bytes[0]) {
          case 0 -> StandardCharsets.ISO_8859_1;
          case 1 -> StandardCharsets.UTF_16;
          case 2 -> StandardCharsets.UTF_16BE;
          default -> StandardCharsets.UTF_8;
        };
    return Texts.decode(
        Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length), charset);
  }
}
