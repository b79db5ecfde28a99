package org.antiphon.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Commands and reports as bytes (big-endian, as [DataOutput] has it), every length checked on the
/// way back.
final class Payload {
  private static final int MOST_TEXT = 16_384;
  private static final int MOST_ENTRIES = 64;

  private Payload() {}

  interface Writing {
    void to(DataOutput out) throws IOException;
  }

  interface Reading<T> {
    T from(DataInput in) throws IOException;
  }

  static byte[] write(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array never fails
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] payload, Reading<T> reading) throws BrokenPipe {
    try {
      return reading.from(new DataInputStream(new ByteArrayInputStream(payload)));
    } catch (BrokenPipe e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenPipe("a message that does not parse: " + e.getMessage(), e);
    }
  }

  static void text(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MOST_TEXT);
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  static String text(DataInput in) throws IOException {
    byte[] bytes = new byte[within(in.readInt(), MOST_TEXT)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void maybe(DataOutput out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) text(out, text.get());
  }

  static Optional<String> maybe(DataInput in) throws IOException {
    return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
  }

  static void texts(DataOutput out, Map<String, String> texts) throws IOException {
    out.writeInt(Math.min(texts.size(), MOST_ENTRIES));
    for (var entry : texts.entrySet().stream().limit(MOST_ENTRIES).toList()) {
      text(out, entry.getKey());
      text(out, entry.getValue());
    }
  }

  static Map<String, String> texts(DataInput in) throws IOException {
    var texts = new LinkedHashMap<String, String>();
    for (int left = within(in.readInt(), MOST_ENTRIES); left > 0; left--)
      texts.put(text(in), text(in));
    return texts;
  }

  private static int within(int value, int most) throws BrokenPipe {
    if (value < 0 || value > most) throw new BrokenPipe(value + " where at most " + most + " fit");
    return value;
  }
}
