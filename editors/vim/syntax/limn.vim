" Limn scripts. The words are written by scripts/editor-grammars.
if exists("b:current_syntax")
  finish
endif

syntax keyword limnKeyword if then else elseif end for while do with def return break
syntax keyword limnKeyword continue use try
syntax keyword limnOperator and or not in
syntax keyword limnConstant none true false
syntax keyword limnCommand "a (??imshow) :help :info :save :time = ??WORDS ?NAME ?|>, Attention Commands
syntax keyword limnCommand Files Limn Linear Lists Metrics Models NumPy Pictures PyTorch Random Sampling Session
syntax keyword limnCommand Tables Text Written X a abs activations add_noise algebra all an and
syntax keyword limnCommand any apply arange are argmax argmin argsort as assert astype attention auc
syntax keyword limnCommand average_precision begin blur bounding_box box_mask broadcast cache can ceil choose chunks clamp
syntax keyword limnCommand close cnr colormaps colour columns, command, compare concat convolve correlation cos cosine
syntax keyword limnCommand crop csv cumsum decode det dice difference do, dot eigh einsum elementwise
syntax keyword limnCommand encode encode_text ends_with enumerate error error's exists exp expand eye figures files
syntax keyword limnCommand filmstrip find first flatten flip float floor full grid ground ground_mask grounding_scores
syntax keyword limnCommand grounding_summary grounding_table group heart heatmap heatmap("heart") help histogram how id image images
syntax keyword limnCommand in int interval inverse iou is is_finite is_nan it itself join keys
syntax keyword limnCommand known last length lines linspace list literal load load() log log10 log1p
syntax keyword limnCommand log2 lower lstsq made making map matmul max maximum mean median memory
syntax keyword limnCommand memory_in_use metrics.grounding metrics.statistics min minimum miou models ms_ssim name norm normal normalised
syntax keyword limnCommand numbers numerics of on ones operator outline overlay pad paths pictures pinv
syntax keyword limnCommand pivot plot pointing predict price print prod products progress prompt, provenance psnr
syntax keyword limnCommand quantile random random_integers range read read_image read_text record=attention("*.attn2")) red reduce reductions relu
syntax keyword limnCommand rename repeat replace reshape resize reverse roll round run run.image sample sample(sd,
syntax keyword limnCommand sand", save sd search; seed segment select session shape show shuffle sigmoid
syntax keyword limnCommand sign sin sites sites, softmax solve sort split sqrt squeeze ssim stack
syntax keyword limnCommand starts_with std steps=10, string strip such sum summary svd table tan tanh
syntax keyword limnCommand tensor test_heat test_image the threads threshold to tokens transpose type unique upper
syntax keyword limnCommand use value values variance was what where with_column word_grid word_tokens words yours,
syntax keyword limnCommand zeros zip |>
syntax match limnCommand /\<contains\ze(/
syntax match limnNumber /\<\d[0-9_]*\(\.[0-9_]*\)\?\([eE][+-]\?\d\+\)\?\(%\|GiB\|KiB\|MiB\|TiB\|min\|GB\|MB\|TB\|kB\|ms\|ns\|px\|us\|B\|d\|h\|s\)\?/
syntax match limnEscape /\\./ contained
syntax match limnInterpolation /\$\(\h\w*\|([^)]*)\)/ contained
syntax region limnString start=/"/ skip=/\\./ end=/"\|$/ contains=limnEscape,limnInterpolation
syntax region limnString start=/'/ end=/'\|$/
syntax region limnString start=/"""/ skip=/\\./ end=/"""/ contains=limnEscape,limnInterpolation
syntax region limnString start=/'''/ end=/'''/
syntax match limnComment /#.*$/
syntax match limnCell /^#\s*%%.*$/

highlight default link limnKeyword Keyword
highlight default link limnOperator Operator
highlight default link limnConstant Constant
highlight default link limnCommand Function
highlight default link limnNumber Number
highlight default link limnEscape SpecialChar
highlight default link limnInterpolation Identifier
highlight default link limnString String
highlight default link limnComment Comment
highlight default link limnCell Title
setlocal commentstring=#\ %s
let b:current_syntax = "limn"
