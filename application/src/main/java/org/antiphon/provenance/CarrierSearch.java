package org.antiphon.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.antiphon.provenance.Carrier.Fault;
import org.antiphon.provenance.Carrier.Range;
import org.antiphon.provenance.Carrier.Store;
import org.antiphon.provenance.Carrier.Tag;

/// Looks through a file's frame for manifest stores, tags and XMP (C2PA 2.3, appendix A.3): RIFF
/// chunks, ID3 frames, top-level boxes, Ogg streams, AIFF chunks. Bounded: 10,000 elements (Ogg: a
/// million pages), 32 MiB of ID3, tags and XMP of 1 MiB. One use, one thread.
final class CarrierSearch {
  static final int MOST_ELEMENTS = 10_000;
  private static final int MOST_PAGES = 1_000_000;
  private static final int MOST_TAGS = 500;
  private static final int MOST_PACKETS = 4;
  private static final int TEXT = 1 << 20;
  private static final long FARTHEST = 64L << 20;
  private static final String C2PA_UUID = latin("d8fec3d61b0e483c92975828877ec481");
  private static final String XMP_UUID = latin("be7acfcb97a942e89c71999491e3afac");

  private final FileBytes file;
  private final List<Store> stores = new ArrayList<>();
  private final List<Tag> tags = new ArrayList<>();
  private final List<byte[]> xmp = new ArrayList<>();
  private Fault fault = Fault.NONE;

  private static String latin(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  CarrierSearch(FileBytes file) {
    this.file = file;
  }

  Carrier find() throws IOException {
    var container = Container.of(file);
    switch (container) {
      case WAV -> riff();
      case MP3, FLAC -> id3AndFlac();
      case MP4 -> boxes();
      case OGG -> pages();
      case AIFF -> chunks();
      case SIDECAR -> {
        var whole = new Range(0, file.length());
        stores.add(new Store(whole, whole));
      }
      case JPEG, OTHER_SOUND, UNKNOWN -> {}
    }
    return new Carrier(container, stores, tags, xmp, fault);
  }

  void store(Range element, Range jumbf) {
    stores.add(new Store(element, jumbf));
  }

  void tag(String field, String value) {
    if (tags.size() < MOST_TAGS && !value.isBlank()) tags.add(new Tag(field, value));
  }

  void xmp(long from, long length) throws IOException {
    if (length <= TEXT && xmp.size() < MOST_PACKETS) xmp.add(file.read(from, length));
    else fault(Fault.LIMIT);
  }

  void fault(Fault found) {
    if (fault == Fault.NONE) fault = found;
  }

  private void riff() throws IOException {
    long size = file.littleEndian(4, 4);
    boolean large = !file.says(0, "RIFF");
    long data = -1;
    if (large && file.says(12, "ds64")) {
      size = file.littleEndian(20, 8);
      data = file.littleEndian(28, 8);
    }
    long end = size + 8;
    if (size < 4 || end < 0 || end > file.length()) {
      fault(Fault.DAMAGED);
      end = file.length();
    }
    long at = 12;
    for (int n = 0; at + 8 <= end; n++) {
      if (n >= MOST_ELEMENTS) {
        fault(Fault.LIMIT);
        return;
      }
      long length = file.littleEndian(at + 4, 4);
      if (large && data >= 0 && file.says(at, "data") && length == 0xFFFF_FFFFL) length = data;
      if (length > end - at - 8) {
        fault(Fault.DAMAGED);
        if (!file.says(at, "C2PA")) strayed(at + 8, end);
        return;
      }
      riffChunk(at, length);
      at += 8 + length + (length & 1);
    }
  }

  /// A manifest behind a chunk whose length is wrong: no reader reaches it, and the file must not
  /// look unsigned for that.
  private void strayed(long from, long end) throws IOException {
    long last = Math.min(end, from + FARTHEST) - 16;
    for (long at = from; at < last; at++)
      if (file.at(at) == 'C' && file.says(at, "C2PA") && file.says(at + 12, "jumb")) {
        store(new Range(at, end - at), new Range(at + 8, end - at - 8));
        return;
      }
  }

  private void riffChunk(long at, long length) throws IOException {
    long payload = at + 8;
    if (file.says(at, "C2PA"))
      store(new Range(at, 8 + length + (length & 1)), new Range(payload, length));
    else if (file.says(at, "XMP ") || file.says(at, "_PMX")) xmp(payload, length);
    else if (file.says(at, "LIST") && file.says(payload, "INFO"))
      info(payload + 4, at + 8 + length);
    else if (file.says(at, "id3 ") || file.says(at, "ID3 ")) new Id3(file, this).tagsAt(payload);
  }

  private void info(long from, long end) throws IOException {
    for (long at = from; at + 8 <= end && tags.size() < MOST_TAGS; ) {
      long length = file.littleEndian(at + 4, 4);
      if (length > end - at - 8) return;
      if (length <= TEXT) tag(file.latin(at, 4), Texts.utf8(file.read(at + 8, length)));
      at += 8 + length + (length & 1);
    }
  }

  private void id3AndFlac() throws IOException {
    long at = 0;
    for (int n = 0; n < 4 && file.says(at, "ID3"); n++) {
      new Id3(file, this).frames(at);
      at = Id3.end(file, at);
    }
    if (!file.says(at, "fLaC")) return;
    at += 4;
    for (int n = 0; n < MOST_ELEMENTS && at + 4 <= file.length(); n++) {
      int head = file.at(at);
      long length = file.bigEndian(at + 1, 3);
      if ((head & 0x7F) == 4) comments(at + 4, Math.min(length, TEXT));
      at += 4 + length;
      if ((head & 0x80) != 0) return;
    }
  }

  /// Vorbis comments: vendor, count, then `FIELD=value`.
  private void comments(long from, long length) throws IOException {
    long end = from + length;
    long at = from + 4 + file.littleEndian(from, 4);
    if (at + 4 > end) return;
    long count = Math.min(file.littleEndian(at, 4), MOST_TAGS);
    at += 4;
    for (long i = 0; i < count && at + 4 <= end; i++) {
      long size = file.littleEndian(at, 4);
      if (size > end - at - 4) return;
      String text = Texts.utf8(file.read(at + 4, size));
      int equals = text.indexOf('=');
      if (equals > 0) tag(text.substring(0, equals), text.substring(equals + 1));
      at += 4 + size;
    }
  }

  private void boxes() throws IOException {
    long at = 0;
    for (int n = 0; at + 8 <= file.length(); n++) {
      if (n >= MOST_ELEMENTS) {
        fault(Fault.LIMIT);
        return;
      }
      long header = 8;
      long length = file.bigEndian(at, 4);
      if (length == 1) {
        header = 16;
        length = file.bigEndian(at + 8, 8);
      } else if (length == 0) length = file.length() - at;
      if (length < header || length > file.length() - at) {
        fault(Fault.DAMAGED);
        return;
      }
      box(at, header, length);
      at += length;
    }
  }

  private void box(long at, long header, long length) throws IOException {
    long payload = at + header;
    if (file.says(at + 4, "moov")) new Mp4Tags(file, this).read(payload, at + length);
    if (!file.says(at + 4, "uuid")) return;
    if (file.says(payload, XMP_UUID)) xmp(payload + 16, length - header - 16);
    if (!file.says(payload, C2PA_UUID)) return;
    // usertype 16, version and flags 4, purpose with its zero, offset of the Merkle box 8
    long purpose = payload + 20;
    if (!file.says(purpose, "manifest\0")) return;
    long store = purpose + 9 + 8;
    if (store > at + length) fault(Fault.DAMAGED);
    else store(new Range(at, length), new Range(store, at + length - store));
  }

  /// Every page, since a further stream may begin anywhere.
  private void pages() throws IOException {
    long at = 0;
    boolean commented = false;
    for (int n = 0; at + 27 <= file.length(); n++) {
      if (n >= MOST_PAGES) {
        fault(Fault.LIMIT);
        return;
      }
      if (!file.says(at, "OggS")) {
        fault(Fault.DAMAGED);
        return;
      }
      int segments = file.at(at + 26);
      long payload = at + 27 + segments;
      long length = 0;
      for (int i = 0; i < segments; i++) length += file.at(at + 27 + i);
      boolean first = (file.at(at + 5) & 2) != 0;
      if (first && file.says(payload, "\0c2pa"))
        store(new Range(at, payload + length - at), new Range(payload, length));
      if (!commented) commented = oggComments(payload, length);
      at = payload + length;
    }
  }

  private boolean oggComments(long payload, long length) throws IOException {
    if (file.says(payload, "OpusTags")) comments(payload + 8, length - 8);
    else if (file.says(payload, "\u0003vorbis")) comments(payload + 7, length - 7);
    else return false;
    return true;
  }

  private void chunks() throws IOException {
    long at = 12;
    for (int n = 0; at + 8 <= file.length(); n++) {
      if (n >= MOST_ELEMENTS) {
        fault(Fault.LIMIT);
        return;
      }
      long length = file.bigEndian(at + 4, 4);
      if (length > file.length() - at - 8) {
        fault(Fault.DAMAGED);
        return;
      }
      if (file.says(at, "C2PA")) store(new Range(at, 8 + length), new Range(at + 8, length));
      else if (file.says(at, "ID3 ")) new Id3(file, this).tagsAt(at + 8);
      else if (file.says(at, "ANNO") && length <= TEXT)
        tag("ANNO", Texts.utf8(file.read(at + 8, length)));
      at += 8 + length + (length & 1);
    }
  }
}
