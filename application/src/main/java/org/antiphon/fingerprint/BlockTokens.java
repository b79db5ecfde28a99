package org.antiphon.fingerprint;

import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;

/// The landmarks of one block as Lucene wants them: terms in the order of their positions. The
/// position holds what other engines keep in a payload; it need only never fall.
final class BlockTokens extends TokenStream {
  private final long[] landmarks;
  private final byte[] bytes = new byte[4];
  private final BytesRef term = new BytesRef(bytes);
  private final BytesTermAttribute terms = addAttribute(BytesTermAttribute.class);
  private final PositionIncrementAttribute steps = addAttribute(PositionIncrementAttribute.class);
  private int next;
  private int last = -1;

  /// Takes the landmarks.
  ///
  /// @param landmarks position << 32 | term, in any order
  BlockTokens(long[] landmarks) {
    this.landmarks = landmarks.clone();
    Arrays.sort(this.landmarks);
  }

  @Override
  public boolean incrementToken() {
    if (next == landmarks.length) return false;
    clearAttributes();
    long landmark = landmarks[next++];
    int position = (int) (landmark >>> 32);
    write((int) landmark, bytes);
    terms.setBytesRef(term);
    steps.setPositionIncrement(position - last);
    last = position;
    return true;
  }

  /// A term's four bytes, the greatest first: the order of bytes is the order of numbers.
  static void write(int term, byte[] into) {
    into[0] = (byte) (term >>> 24);
    into[1] = (byte) (term >>> 16);
    into[2] = (byte) (term >>> 8);
    into[3] = (byte) term;
  }

  static int read(BytesRef term) {
    int number = 0;
    for (int i = 0; i < 4; i++)
      number = number << 8 | Byte.toUnsignedInt(term.bytes[term.offset + i]);
    return number;
  }
}
