#include "cli/cli.h"

int main(int argc, char **argv)
{
  return cli_start(argc, argv, preview_exec);
}
