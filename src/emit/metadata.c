#include "emit/metadata.h"

#include "emit/values.h"

#define PRODUCER "nianbao " NIANBAO_VERSION

uint32_t emit_put_information(struct emit_objects *objects, const struct frame_document *document)
{
  uint32_t number = emit_objects_reserve(objects, 1);
  GString *value = g_string_new("<<");
  emit_value_text_entry(value, "/Title", document->title);
  emit_value_text_entry(value, "/Author", document->author);
  emit_value_text_entry(value, "/Subject", document->subject);
  emit_value_text_entry(value, "/Keywords", document->keywords);
  emit_value_text_entry(value, "/Creator", PRODUCER);
  emit_value_text_entry(value, "/Producer", PRODUCER);
  g_string_append(value, "/CreationDate");
  emit_value_date(value, document->year, document->month, document->day);
  g_string_append(value, "/ModDate");
  emit_value_date(value, document->year, document->month, document->day);
  g_string_append(value, ">>");
  emit_objects_put(objects, number, value);
  g_string_free(value, TRUE);
  return number;
}

/* A property, nothing where the text is NULL or empty: before and behind it goes what its form wants. */
static void append_property(GString *out, const char *before, const char *text, const char *behind)
{
  if (text == NULL || text[0] == '\0')
    return;
  char *escaped = g_markup_escape_text(text, -1);
  g_string_append_printf(out, "%s%s%s\n", before, escaped, behind);
  g_free(escaped);
}

/* dc: the forms of ISO 19005-2, 6.6.2.3: alternatives by language, a list, a bag. */
static void append_dublin_core(GString *out, const struct frame_document *document)
{
  append_property(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title,
                  "</rdf:li></rdf:Alt></dc:title>");
  append_property(out, "<dc:creator><rdf:Seq><rdf:li>", document->author, "</rdf:li></rdf:Seq></dc:creator>");
  append_property(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->subject,
                  "</rdf:li></rdf:Alt></dc:description>");
  append_property(out, "<dc:language><rdf:Bag><rdf:li>", document->lang, "</rdf:li></rdf:Bag></dc:language>");
}

static void append_dates(GString *out, const struct frame_document *document)
{
  char *date = g_strdup_printf("%04d-%02d-%02dT00:00:00+08:00", document->year, document->month, document->day);
  append_property(out, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
  append_property(out, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
  g_free(date);
}

/* PDF/A does not know the property by which a file says that it is a PDF/UA: it wants it declared. */
static const char extension[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static const char packet_begin[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
    "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" "
    "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n";

/* An archive wants to know the colours by a profile, and a reader needs the tags: what is made for the press only
 * claims what it keeps. */
static void append_claims(GString *out, const struct frame_document *document)
{
  if (!document->condition && !document->untagged)
    g_string_append_printf(out, "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n",
                           document->attachments.count > 0 ? 3 : 2); /* 2 allows no files */
  if (!document->untagged)
    g_string_append(out, "<pdfuaid:part>1</pdfuaid:part>\n");
}

/* Not deflated: an archive's tools look for the packet in the bytes of the file. */
uint32_t emit_put_metadata(struct emit_objects *objects, const struct frame_document *document)
{
  uint32_t number = emit_objects_reserve(objects, 1);
  GString *packet = g_string_new(packet_begin);
  append_claims(packet, document);
  append_dublin_core(packet, document);
  append_property(packet, "<pdf:Keywords>", document->keywords, "</pdf:Keywords>");
  append_property(packet, "<pdf:Producer>", PRODUCER, "</pdf:Producer>");
  append_property(packet, "<xmp:CreatorTool>", PRODUCER, "</xmp:CreatorTool>");
  append_dates(packet, document);
  g_string_append(packet, document->untagged ? "" : extension);
  g_string_append(packet, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
  emit_objects_put_stream(objects, number, "/Type/Metadata/Subtype/XML", packet->str, packet->len, EMIT_PLAIN);
  g_string_free(packet, TRUE);
  return number;
}
