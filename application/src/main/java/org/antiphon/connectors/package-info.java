/// Connectors: our own ways to speak to platforms, behind the same interfaces as everybody's.
///
/// In: a platform's profile and an [org.antiphon.connector.HttpPort]. Out: what the module
/// `connector` asks for. Reads what a platform says and believes only what is whole: a wrong type,
/// a broken or absurdly deep document, an answer to another question are all "not known". Decides
/// no retries, knows no cases. Start at [RestProvider]; [OutboundPort] is the way out.
@NullMarked
package org.antiphon.connectors;

import org.jspecify.annotations.NullMarked;
