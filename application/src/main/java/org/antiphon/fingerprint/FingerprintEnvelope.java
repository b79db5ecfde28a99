package org.antiphon.fingerprint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.antiphon.problem.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/// COSE_Sign1 (RFC 9052 §4.2) around a payload, gzip outside. The protected header is `{1: -8
/// (EdDSA), 3: media type, 4: public key}`, so that the key is covered by the signature; the
/// unprotected one is empty. There is one way to write each file: whatever else is not read.
final class FingerprintEnvelope {
  private static final int SIGN1 = 18;
  private static final int LARGEST_UNPACKED = 32 << 20;

  /// What precedes a raw Ed25519 key in X.509 (RFC 8410 §4).
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private FingerprintEnvelope() {}

  /// A payload, and who signed it (64 lower-case hex digits).
  record Opened(byte[] payload, String signer) {}

  static byte[] seal(byte[] payload, FingerprintFile.Signer signer) {
    byte[] header = header(signer.publicKey());
    byte[] signature = signer.sign(signed(header, payload));
    byte[] envelope =
        cbor(out -> {
          ((CBORGenerator) out).writeTag(SIGN1);
          out.writeStartArray(null, 4);
          out.writeBinary(header);
          out.writeStartObject(null, 0);
          out.writeEndObject();
          out.writeBinary(payload);
          out.writeBinary(signature);
          out.writeEndArray();
        });
    return zipped(envelope);
  }

  static Opened open(byte[] file, String where) {
    if (file.length > FingerprintFile.LARGEST)
      throw bad(where, "is larger than %,d bytes".formatted(FingerprintFile.LARGEST));
    byte[] envelope = unzipped(file, where);
    try (JsonParser in = mapper().createParser(envelope)) {
      expect(in.nextToken() == JsonToken.START_ARRAY, where);
      byte[] header = bytes(in, where);
      expect(in.nextToken() == JsonToken.START_OBJECT, where);
      expect(in.nextToken() == JsonToken.END_OBJECT, where);
      byte[] payload = bytes(in, where);
      byte[] signature = bytes(in, where);
      expect(in.nextToken() == JsonToken.END_ARRAY && in.nextToken() == null, where);
      byte[] key = keyOf(header, where);
      if (!holds(key, signed(header, payload), signature))
        throw new Unreadable(
            "FINGERPRINT_SIGNATURE",
            where,
            "its signature does not hold: somebody has changed it",
            "ask its owner for the file again");
      return new Opened(payload, HexFormat.of().formatHex(key));
    } catch (JacksonException e) {
      throw bad(where, "is no COSE_Sign1 of CBOR", e);
    }
  }

  private static byte[] bytes(JsonParser in, String where) {
    expect(in.nextToken() == JsonToken.VALUE_EMBEDDED_OBJECT, where);
    return in.getBinaryValue();
  }

  private static void expect(boolean holds, String where) {
    if (!holds) throw bad(where, "is no COSE_Sign1 of four members");
  }

  /// `{1: -8, 3: media type, 4: key}`: short keys as RFC 8949 §4.2.1 orders them.
  private static byte[] header(byte[] key) {
    return cbor(out -> {
      out.writeStartObject(null, 3);
      out.writePropertyId(1);
      out.writeNumber(-8);
      out.writePropertyId(3);
      out.writeString(FingerprintFile.MEDIA_TYPE);
      out.writePropertyId(4);
      out.writeBinary(key);
      out.writeEndObject();
    });
  }

  private static byte[] keyOf(byte[] header, String where) {
    byte[] key = Arrays.copyOfRange(header, Math.max(0, header.length - 32), header.length);
    if (key.length != 32 || !Arrays.equals(header, header(key)))
      throw bad(where, "is signed in a way that version 1 does not know");
    return key;
  }

  /// Sig_structure of RFC 9052 §4.4.
  private static byte[] signed(byte[] header, byte[] payload) {
    return cbor(out -> {
      out.writeStartArray(null, 4);
      out.writeString("Signature1");
      out.writeBinary(header);
      out.writeBinary(new byte[0]);
      out.writeBinary(payload);
      out.writeEndArray();
    });
  }

  private static boolean holds(byte[] key, byte[] message, byte[] signature) {
    try {
      byte[] encoded = Arrays.copyOf(X509, X509.length + key.length);
      System.arraycopy(key, 0, encoded, X509.length, key.length);
      var check = Signature.getInstance("Ed25519");
      check.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // no point of the curve, or no 64 bytes: nobody's signature
    }
  }

  /// Writes CBOR.
  interface Writing {
    /// Writes one value.
    void to(JsonGenerator out);
  }

  static byte[] cbor(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = mapper().createGenerator(bytes)) {
      writing.to(out);
    }
    return bytes.toByteArray();
  }

  static CBORMapper mapper() {
    return new CBORMapper(new CBORFactory());
  }

  private static byte[] zipped(byte[] envelope) {
    try (var bytes = new ByteArrayOutputStream()) {
      try (var zip = new GZIPOutputStream(bytes)) {
        zip.write(envelope);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  private static byte[] unzipped(byte[] file, String where) {
    try (var zip = new GZIPInputStream(new ByteArrayInputStream(file))) {
      byte[] envelope = zip.readNBytes(LARGEST_UNPACKED + 1);
      if (envelope.length > LARGEST_UNPACKED)
        throw bad(where, "unpacks to more than %,d bytes".formatted(LARGEST_UNPACKED));
      return envelope;
    } catch (IOException e) {
      throw bad(where, "is no gzip, or cut off", e);
    }
  }

  static Unreadable bad(String where, String what) {
    return new Unreadable("NOT_FINGERPRINT", where, what, HINT);
  }

  static Unreadable bad(String where, String what, Exception cause) {
    return new Unreadable("NOT_FINGERPRINT", where, what, HINT, cause);
  }

  private static final String HINT = "make it anew by `catalogue fingerprint FILE -o X.afp`";
}
