/* What the tests of the rules share. Each test is named for the rule it shows, RULE("CL-41", function); the build makes
 * one test rule/CL-41.PROGRAM of each, and tests/check/rules.py asks that no rule is without one. */
#ifndef NIANBAO_TESTS_RULES_H
#define NIANBAO_TESTS_RULES_H

#include "../unit/text/shaping.h"

#define RULE(id, function)                                                                                             \
  {                                                                                                                    \
    id, function, NULL, NULL, NULL                                                                                     \
  }

/* All tests, or those named on the command line. */
#define RULES_RUN(tests)                                                                                               \
  (argc > 1 ? cmocka_set_test_filter(argv[1]) : (void)0, cmocka_run_group_tests(tests, shaping_open, shaping_close))

#endif
