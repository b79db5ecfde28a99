package org.antiphon.provenance;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What an XMP packet says that concerns us: the IPTC source type, and an address where a manifest
/// lies. Read without DTD and entities.
///
/// @param sourceType IPTC code, as it stood there; empty where there is none
/// @param remote address of a manifest; empty where there is none
record XmpPacket(String sourceType, String remote) {
  private static final XmpPacket NOTHING = new XmpPacket("", "");
  private static final int MOST_EVENTS = 20_000;
  private static final String TERMS = "http://purl.org/dc/terms/";
  private static final String IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

  /// Reads a packet; one that is no XML says nothing, unless it names a manifest.
  static XmpPacket of(byte[] packet) {
    try {
      return read(packet).orElse(NOTHING);
    } catch (XMLStreamException _) {
      String text = Texts.utf8(packet);
      return text.contains("dcterms:provenance") ? new XmpPacket("", "(unreadable)") : NOTHING;
    }
  }

  private static Optional<XmpPacket> read(byte[] packet) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    var reader = factory.createXMLStreamReader(new ByteArrayInputStream(trimmed(packet)), "UTF-8");
    String type = "";
    String remote = "";
    for (int events = 0; reader.hasNext() && events < MOST_EVENTS; events++) {
      if (reader.next() != XMLStreamConstants.START_ELEMENT) continue;
      type = first(type, attribute(reader, IPTC, "DigitalSourceType"));
      remote = first(remote, attribute(reader, TERMS, "provenance"));
      if (is(reader, IPTC, "DigitalSourceType")) type = first(type, text(reader));
      else if (is(reader, TERMS, "provenance")) remote = first(remote, text(reader));
    }
    return Optional.of(new XmpPacket(type, remote));
  }

  /// A packet may be padded with zeros and spaces, and a second instruction at its end is allowed.
  private static byte[] trimmed(byte[] packet) {
    int end = packet.length;
    while (end > 0 && packet[end - 1] <= ' ' && packet[end - 1] >= 0) end--;
    return java.util.Arrays.copyOf(packet, end);
  }

  private static boolean is(XMLStreamReader reader, String space, String name) {
    return name.equals(reader.getLocalName()) && space.equals(reader.getNamespaceURI());
  }

  private static String attribute(XMLStreamReader reader, String space, String name) {
    String value = reader.getAttributeValue(space, name);
    return value == null ? "" : value.strip();
  }

  /// The text of an element that holds nothing else; an element with children holds none here.
  private static String text(XMLStreamReader reader) throws XMLStreamException {
    var text = new StringBuilder();
    while (reader.hasNext() && reader.next() == XMLStreamConstants.CHARACTERS)
      text.append(reader.getText());
    return text.toString().strip();
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }
}
