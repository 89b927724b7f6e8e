/* Messages in the user's language. Code holds the English text; po/zh_CN.po the Chinese. */
#ifndef NIANBAO_BASE_TR_H
#define NIANBAO_BASE_TR_H

/* The message in the user's language. Arguments may be reordered by the translation (%1$s). */
const char *tr(const char *english) __attribute__((format_arg(1)));
/* The message in Chinese whatever the user's language is, for what is written into files of Chinese reports. */
const char *tr_chinese(const char *english) __attribute__((format_arg(1)));
#define _(text)  tr(text)
#define N_(text) (text) /* marks a text for translation that is looked up later */

/* Chooses the language from LC_ALL, LC_MESSAGES, LANG (Chinese for zh…, else English) and finds the catalogue in
 * locale_dir. Works where the system has no such locale generated. Called once by main; without it tr() gives English.
 */
void tr_init(const char *locale_dir);

#endif
