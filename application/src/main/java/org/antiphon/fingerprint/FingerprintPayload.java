package org.antiphon.fingerprint;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.antiphon.catalogue.Isrc;
import org.antiphon.problem.InvalidInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// The CBOR map inside a fingerprint file. Deterministic (RFC 8949 §4.2): what is read is written
/// again and must give the same bytes, so that no second way to say the same, no unknown member and
/// nothing behind the end is ever accepted.
final class FingerprintPayload {
  private static final int VERSION = 1;
  private static final int FRAME_MILLIS = 16;
  private static final long LONGEST_MILLIS = 12L * 3_600_000;
  private static final int MOST_A_SECOND = 60;
  private static final int HIGHEST = 719;
  private static final int MOST_CONTRAST = 40_000;
  private static final int LONGEST_TEXT = 400;

  /// A stretch of 10 s with fewer peaks than this says nothing.
  private static final int ENOUGH_IN_STRETCH = 50;

  private static final int STRETCH = 625;

  private FingerprintPayload() {}

  static byte[] write(FingerprintFile file) {
    var peaks = file.peaks();
    var members = new TreeMap<String, Object>(FingerprintPayload::order);
    members.put("v", VERSION);
    members.put("alg", LandmarkParameters.current().name());
    members.put("par", parameters());
    members.put("dur", (long) peaks.frames() * FRAME_MILLIS);
    members.put("hop", 256);
    members.put("sr", 16_000);
    members.put("n", peaks.size());
    members.put("pk", places(peaks));
    members.put("ct", contrasts(peaks));
    members.put("rk", ranks(peaks));
    members.put("ids", ids(file.ids()));
    file.audioSha256().ifPresent(sha256 -> members.put("audio", HexFormat.of().parseHex(sha256)));
    members.put("issued", file.issued().getEpochSecond());
    file.expires().ifPresent(at -> members.put("expires", at.getEpochSecond()));
    members.put("terms", file.terms());
    return cbor(members);
  }

  /// Shorter names first, then by their bytes: the order of their encodings.
  private static int order(String one, String other) {
    return one.length() != other.length() ? one.length() - other.length() : one.compareTo(other);
  }

  private static SortedMap<String, Object> ids(FingerprintFile.Ids ids) {
    var members = new TreeMap<String, Object>(FingerprintPayload::order);
    ids.isrc().ifPresent(isrc -> members.put("isrc", isrc.code()));
    ids.iswc().ifPresent(iswc -> members.put("iswc", iswc));
    ids.grid().ifPresent(grid -> members.put("grid", grid));
    if (!ids.title().isEmpty()) members.put("title", ids.title());
    if (!ids.artist().isEmpty()) members.put("artist", ids.artist());
    if (!ids.owner().isEmpty()) members.put("owner", ids.owner());
    if (!ids.opaque().isEmpty()) members.put("opaque", ids.opaque());
    return members;
  }

  private static byte[] cbor(SortedMap<String, Object> members) {
    return FingerprintEnvelope.cbor(out -> map(out, members));
  }

  private static void map(JsonGenerator out, SortedMap<String, Object> members) {
    out.writeStartObject(null, members.size());
    members.forEach((name, value) -> {
      out.writeName(name);
      switch (value) {
        case Integer number -> out.writeNumber(number);
        case Long number -> out.writeNumber(number);
        case byte[] bytes -> out.writeBinary(bytes);
        case SortedMap<?, ?> inner -> {
          var named = new TreeMap<String, Object>(FingerprintPayload::order);
          inner.forEach((key, each) -> named.put(String.valueOf(key), each));
          map(out, named);
        }
        default -> out.writeString(String.valueOf(value));
      }
    });
    out.writeEndObject();
  }

  /// First 8 bytes of the hash of the numbers that peaks depend on.
  private static byte[] parameters() {
    return HexFormat.of()
        .parseHex(LandmarkParameters.current().peaksVersion().parametersSha256(), 0, 16);
  }

  private static byte[] places(Peaks peaks) {
    var bytes = new ByteArrayOutputStream(3 * peaks.size());
    for (int i = 0, last = 0; i < peaks.size(); last = peaks.t()[i++])
      varint(bytes, (long) (peaks.t()[i] - last) << 10 | peaks.f()[i]);
    return bytes.toByteArray();
  }

  private static byte[] contrasts(Peaks peaks) {
    var bytes = new ByteArrayOutputStream(2 * peaks.size());
    for (int contrast : peaks.contrast()) varint(bytes, contrast);
    return bytes.toByteArray();
  }

  private static void varint(ByteArrayOutputStream bytes, long value) {
    long rest = value;
    for (; rest > 127; rest >>>= 7) bytes.write((int) (rest & 127) | 128);
    bytes.write((int) rest);
  }

  /// Six bits each, the highest first; the last byte is filled up with zeros.
  private static byte[] ranks(Peaks peaks) {
    var bytes = new byte[Math.ceilDiv(6 * peaks.size(), 8)];
    for (int i = 0, bit = 0; i < peaks.size(); i++)
      for (int b = 5; b >= 0; b--, bit++)
        if ((peaks.rank()[i] >> b & 1) != 0) bytes[bit >> 3] |= (byte) (128 >> (bit & 7));
    return bytes;
  }

  static FingerprintFile read(byte[] payload, String where) {
    try {
      var file = parsed(FingerprintEnvelope.mapper().readTree(payload));
      if (!Arrays.equals(payload, write(file)))
        throw FingerprintEnvelope.bad(
            where, "holds members, numbers or an order that version 1 does not write");
      return file;
    } catch (InvalidInput e) {
      throw FingerprintEnvelope.bad(where, e.what(), e);
    } catch (JacksonException | IllegalArgumentException | ArithmeticException e) {
      throw FingerprintEnvelope.bad(where, "is damaged: " + e.getMessage(), e);
    }
  }

  private static FingerprintFile parsed(JsonNode members) {
    if (members.path("v").asInt(0) != VERSION) throw limit("is of another version than 1");
    if (!Arrays.equals(parameters(), binary(members, "par")))
      throw limit(
          "was made by another recipe of peaks than " + LandmarkParameters.current().name());
    long millis = members.path("dur").asLong(-1);
    if (millis < 0 || millis > LONGEST_MILLIS || millis % FRAME_MILLIS != 0)
      throw limit("says a length that is none: " + millis + " ms");
    int count = members.path("n").asInt(-1);
    if (count < 0 || count > MOST_A_SECOND * (millis / 1000 + 1))
      throw limit("says a number of peaks that no sound has: " + count);
    var peaks = peaks(members, (int) (millis / FRAME_MILLIS), count);
    refuseSparse(peaks);
    return new FingerprintFile(
        peaks,
        ids(members.path("ids")),
        members.has("audio")
            ? Optional.of(HexFormat.of().formatHex(binary(members, "audio")))
            : Optional.empty(),
        Instant.ofEpochSecond(members.path("issued").asLong(-1)),
        members.has("expires")
            ? Optional.of(Instant.ofEpochSecond(members.path("expires").asLong(-1)))
            : Optional.empty(),
        text(members, "terms"));
  }

  private static FingerprintFile.Ids ids(JsonNode ids) {
    return new FingerprintFile.Ids(
        ids.has("isrc") ? Optional.of(new Isrc(text(ids, "isrc"))) : Optional.empty(),
        ids.has("iswc") ? Optional.of(text(ids, "iswc")) : Optional.empty(),
        ids.has("grid") ? Optional.of(text(ids, "grid")) : Optional.empty(),
        text(ids, "title"),
        text(ids, "artist"),
        text(ids, "owner"),
        text(ids, "opaque"));
  }

  private static String text(JsonNode members, String name) {
    String text = members.path(name).asString("");
    if (text.length() > LONGEST_TEXT) throw limit(name + " is longer than 400 characters");
    return text;
  }

  private static byte[] binary(JsonNode members, String name) {
    var node = members.path(name);
    if (!node.isBinary()) throw limit(name + " is missing, or no byte string");
    return node.binaryValue();
  }

  private static IllegalArgumentException limit(String what) {
    return new IllegalArgumentException(what);
  }

  private static Peaks peaks(JsonNode members, int frames, int count) {
    byte[] ranks = binary(members, "rk");
    var places = new Varints(binary(members, "pk"));
    var contrasts = new Varints(binary(members, "ct"));
    if (ranks.length != Math.ceilDiv(6 * count, 8)) throw limit("has too many or too few ranks");
    var peaks = new Peaks(frames, new int[count], new int[count], new int[count], new int[count]);
    long frame = 0;
    int column = 0;
    var ranking = LandmarkParameters.current().picking().ranking();
    for (int i = 0; i < count; i++) {
      long both = places.next();
      frame += both >>> 10;
      int f = (int) (both & 0x3ff);
      boolean sameFrame = i > 0 && both >>> 10 == 0;
      column = sameFrame ? column + 1 : 1;
      if (frame >= frames || f > HIGHEST || column > ranking.column())
        throw limit("peak " + i + " lies outside the sound, the scale or its frame");
      if (sameFrame && f <= peaks.f()[i - 1]) throw limit("peak " + i + " is out of order");
      peaks.t()[i] = (int) frame;
      peaks.f()[i] = f;
      peaks.contrast()[i] = Math.toIntExact(contrasts.next());
      peaks.rank()[i] = rank(ranks, i);
      if (peaks.contrast()[i] > MOST_CONTRAST || peaks.rank()[i] >= ranking.dense())
        throw limit("peak " + i + " stands out more, or less, than a peak can");
    }
    places.expectEnd();
    contrasts.expectEnd();
    return peaks;
  }

  private static int rank(byte[] ranks, int i) {
    int rank = 0;
    for (int bit = 6 * i; bit < 6 * i + 6; bit++)
      rank = rank << 1 | (ranks[bit >> 3] >> (7 - (bit & 7)) & 1);
    return rank;
  }

  /// Fewer than 5 peaks a second over most of its length match everything or nothing.
  private static void refuseSparse(Peaks peaks) {
    int stretches = 0;
    int sparse = 0;
    for (int from = 0; from + STRETCH <= peaks.frames(); from += STRETCH, stretches++)
      if (peaks.firstAt(from + STRETCH) - peaks.firstAt(from) < ENOUGH_IN_STRETCH) sparse++;
    boolean few = stretches == 0 ? peaks.perSecond() < 5 : 2 * sparse > stretches;
    if (few) throw limit("has fewer than 5 peaks a second over most of its length");
  }

  /// Numbers of seven bits a byte, the lowest first.
  private static final class Varints {
    private final byte[] bytes;
    private int at;

    Varints(byte[] bytes) {
      this.bytes = bytes;
    }

    long next() {
      long value = 0;
      for (int shift = 0; shift < 49; shift += 7) {
        if (at == bytes.length) throw limit("ends within its peaks");
        byte b = bytes[at++];
        value |= (long) (b & 127) << shift;
        if (b >= 0) return value;
      }
      throw limit("holds a number that is too long");
    }

    void expectEnd() {
      if (at != bytes.length) throw limit("holds more than its peaks");
    }
  }
}
