package org.antiphon.provenance;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/// A signature as C2PA wants it (RFC 9052 §4.2, C2PA 2.3 §13.2): COSE_Sign1 with the chain of
/// certificates in its protected header, padded to a length that was reserved.
final class CoseSign1 {
  /// Bytes that a signature with three certificates fits in.
  static final int RESERVED = 12_288;

  private static final int ALGORITHM = 1;
  private static final int CERTIFICATES = 33;
  private static final int TAG = 18;
  private static final int SAMPLE = 300; // any padding whose length takes two bytes
  private static final CBORMapper MAPPER =
      CBORMapper.builder(CBORFactory.builder().build()).build();

  private CoseSign1() {}

  /// What is written into an encoding.
  @FunctionalInterface
  private interface Writing {
    void to(CBORGenerator out) throws GeneralSecurityException;
  }

  /// Signs a claim.
  ///
  /// @return exactly [#RESERVED] bytes
  static byte[] of(Signatory signatory, byte[] claim) {
    byte[] protectedHeader = protectedHeader(signatory);
    byte[] signed =
        encoded(out -> {
          out.writeStartArray(null, 4);
          out.writeString("Signature1");
          out.writeBinary(protectedHeader);
          out.writeBinary(new byte[0]);
          out.writeBinary(claim);
          out.writeEndArray();
        });
    byte[] signature = signatory.sign(signed);
    int overhead = message(protectedHeader, signature, SAMPLE).length - SAMPLE;
    int padding = RESERVED - overhead;
    if (padding < 256)
      throw new IllegalArgumentException("the chain of certificates is too long: " + overhead);
    return message(protectedHeader, signature, padding);
  }

  private static byte[] protectedHeader(Signatory signatory) {
    var chain = signatory.chainWithoutRoot();
    return encoded(out -> {
      out.writeStartObject(null, 2);
      out.writePropertyId(ALGORITHM);
      out.writeNumber(signatory.algorithm().cose());
      out.writePropertyId(CERTIFICATES);
      out.writeStartArray(null, chain.size());
      for (var each : chain) out.writeBinary(each.getEncoded());
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  private static byte[] message(byte[] protectedHeader, byte[] signature, int padding) {
    return encoded(out -> {
      out.writeTag(TAG);
      out.writeStartArray(null, 4);
      out.writeBinary(protectedHeader);
      out.writeStartObject(null, 1);
      out.writeName("pad");
      out.writeBinary(new byte[padding]);
      out.writeEndObject();
      out.writeNull();
      out.writeBinary(signature);
      out.writeEndArray();
    });
  }

  private static byte[] encoded(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
      writing.to((CBORGenerator) out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
