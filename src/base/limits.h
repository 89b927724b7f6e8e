/* The limits, in one place. Beyond one of them the program stops with exit 4 and says which. */
#ifndef NIANBAO_BASE_LIMITS_H
#define NIANBAO_BASE_LIMITS_H

#define LIMIT_SOURCE_BYTES      (8u << 20)
#define LIMIT_NODES             200000u
#define LIMIT_DEPTH             32u
#define LIMIT_SCALAR_BYTES      (1u << 20)
#define LIMIT_TABLE_ROWS        20000u
#define LIMIT_TABLE_COLUMNS     100u
#define LIMIT_CELL_BYTES        32768u /* of a free table */
#define LIMIT_PAGES             2000u
#define LIMIT_FONT_BYTES        (64u << 20)
#define LIMIT_DIAGS_SHOWN       50u /* per file; the rest are counted */
#define LIMIT_MARKS             32u /* combining marks on one character */
#define LIMIT_NESTED_EXPRESSION 64u
#define LIMIT_BODIES            2000u
#define LIMIT_BODIES_BYTES      (64u << 20) /* of all their sources together */
#define LIMIT_NESTED_SOURCES    8u          /* sources read for one another: last year's, the bodies' of a district */
#define LIMIT_FROM              3u          /* layouts or forms that one is made from, each from the next */
#define LIMIT_PICTURE_BYTES     (32u << 20)
#define LIMIT_PICTURE_SIDE      30000u       /* pixels */
#define LIMIT_PICTURE_PIXELS    (64u << 20)  /* a quarter of a gigabyte while it is drawn */
#define LIMIT_PICTURE_SCANS     100u         /* passes of a progressive JPEG over all its pixels */
#define LIMIT_PICTURES_BYTES    (256u << 20) /* of all pictures of a report together */
#define LIMIT_PICTURES_PIXELS   (512u << 20) /* and as many are decoded: seconds */
#define LIMIT_LOCK_BYTES        (1u << 20)
#define LIMIT_PDF_BYTES         (256u << 20) /* of a PDF that is read for what it carries */
#define LIMIT_PDF_MEMORY        (1u << 30)   /* for what of it is unpacked to find that */
#define LIMIT_CARRIED_FILES     5000u
#define LIMIT_CARRIED_BYTES     (64u << 20) /* of each */
#define LIMIT_CARRIED_ALL_BYTES (256u << 20)

#endif
