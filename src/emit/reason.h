/* Reason: why the system refused, in words. */
#ifndef NIANBAO_EMIT_REASON_H
#define NIANBAO_EMIT_REASON_H

/* For an errno value, in the user's language, without a full stop: "the disk is full". */
const char *emit_reason(int error);

#endif
