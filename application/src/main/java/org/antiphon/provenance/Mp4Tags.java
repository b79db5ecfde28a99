package org.antiphon.provenance;

import java.io.IOException;

/// Tags of an MP4 file: `moov/udta/meta/ilst` and its free-form atoms (`----`), and nothing else of
/// the movie box.
final class Mp4Tags {
  private static final int MOST = 1_000;
  private static final int TEXT = 1 << 16;
  private final FileBytes file;
  private final CarrierSearch found;

  Mp4Tags(FileBytes file, CarrierSearch found) {
    this.file = file;
    this.found = found;
  }

  /// What a box is told.
  @FunctionalInterface
  private interface Visit {
    void box(String type, long from, long end) throws IOException;
  }

  void read(long from, long end) throws IOException {
    each(
        from,
        end,
        (udta, a, b) -> {
          // A movie within a movie: only files made to break parsers nest so.
          if (udta.equals("moov")) found.fault(Carrier.Fault.DAMAGED);
          if (udta.equals("udta"))
            each(
                a,
                b,
                (meta, c, d) -> {
                  if (meta.equals("meta"))
                    each(
                        c + 4,
                        d,
                        (list, e, f) -> {
                          if (list.equals("ilst")) each(e, f, this::item);
                        });
                  else if (meta.equals("AIGC") && d - c <= TEXT)
                    found.tag("AIGC", Texts.utf8(file.read(c, d - c)));
                });
        });
  }

  private void each(long from, long end, Visit visit) throws IOException {
    long at = from;
    for (int n = 0; n < MOST && at + 8 <= end; n++) {
      long length = file.bigEndian(at, 4);
      if (length < 8 || length > end - at) return;
      visit.box(file.latin(at + 4, 4), at + 8, at + length);
      at += length;
    }
  }

  private void item(String type, long from, long end) throws IOException {
    String[] name = {type};
    each(
        from,
        end,
        (part, a, b) -> {
          if (b - a > TEXT || b - a < 4) return;
          if (part.equals("name")) name[0] = "----:" + Texts.utf8(file.read(a + 4, b - a - 4));
          else if (part.equals("data") && b - a >= 8)
            found.tag(name[0], Texts.utf8(file.read(a + 8, b - a - 8)));
        });
  }
}
